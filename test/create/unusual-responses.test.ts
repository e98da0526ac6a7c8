import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectionTo, errorsOf, type Steps, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { selfSigned } from '../tenant/certificate.ts';
import type { Misbehaviour } from '../tenant/faults.ts';

const SWITCH: Misbehaviour = {
  kind: 'response',
  work: 'done',
  status: 101,
  headers: { connection: 'upgrade', upgrade: 'other' },
};
/** Every client left in the tenant is named in an annotation. */
async function expectNamed(s: Steps, inputs: Record<string, string>) {
  const { main, post } = await s.create({ 'timeout-seconds': '8', ...inputs });
  expect(main.failed, main.log).toBe(true);
  const end = await post();
  const shown = [...main.annotations, ...end.annotations].map(({ message }) => message).join('\n');
  for (const id of s.tenant.clients.keys()) expect(shown).toContain(id);
  return { main, end, shown };
}

test('a step that gets a response switching protocols ends by its deadline and leaves no client', async () => {
  await using s = await scenario();
  s.tenant.fault({ on: 'create', do: SWITCH });
  await expectNamed(s, { 'timeout-seconds': '5' });
  expect([s.tenant.clients.size, s.tenant.deleted.length]).toEqual([0, 1]);
});

test('a post step whose DELETE gets a response switching protocols fails with the id', async () => {
  await using s = await scenario();
  const { main, post } = await s.create({ ephemeral: 'true', 'timeout-seconds': '5' });
  s.tenant.fault({ on: 'delete', do: { ...SWITCH, work: 'not done' }, times: Number.POSITIVE_INFINITY });
  const end = await post();
  expect(errorsOf(end)).toContain(main.outputs['client-id']);
});

test('an error of a system call on a kept connection does not prove that the request never arrived', async () => {
  await using s = await scenario();
  const file = join(s.job.folder, 'unreachable.cjs');
  // The error that Node gives if a router reports it in the middle of an exchange.
  await writeFile(
    file,
    `const { Socket } = require('node:net');
    const write = Socket.prototype._writeGeneric;
    Socket.prototype._writeGeneric = function (pairs, data, encoding, callback) {
      const text = JSON.stringify(data?.map?.(each => String(each.chunk)) ?? String(data));
      if (/POST .beta.oauth-clients/.test(text)) {
        setTimeout(() => this.destroy(Object.assign(new Error('read EHOSTUNREACH'), { code: 'EHOSTUNREACH', syscall: 'read' })), 300);
      }
      return write.call(this, pairs, data, encoding, callback);
    };`,
  );
  Object.assign(s.job.env, { NODE_OPTIONS: `--require ${file}` });
  s.tenant.fault({ on: 'create', do: { kind: 'hang', work: 'done', at: 'before headers' } });
  const { main } = await s.create({ 'timeout-seconds': '8' });
  expect([main.failed, s.tenant.deleted.length], main.log).toEqual([false, 1]);
  expect([...s.tenant.clients.keys()]).toEqual([main.outputs['client-id']]);
});

test('the post step also checks certificates, whatever a later step sets', async () => {
  const certificate = selfSigned();
  await using s = await scenario({ tls: certificate });
  const file = join(s.job.folder, 'ca.pem');
  await writeFile(file, certificate.cert);
  Object.assign(s.job.env, { NODE_EXTRA_CA_CERTS: file });
  const { post } = await s.create({ ephemeral: 'true' });
  const sent = s.tenant.requests.length;
  Object.assign(s.job.env, { NODE_EXTRA_CA_CERTS: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  const end = await post();
  expect(end.failed, end.log).toBe(true);
  expect(s.tenant.requests.length).toBe(sent);
});

test('replace deletes nothing if its own client no longer exists', async () => {
  await using s = await inThisProcess();
  const older = s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  await s.step({ ...connectionTo(s.tenant), 'client-id': main.outputs['client-id'] ?? '' }, { action: 'prune' });
  const end = await post({ jobStatus: 'success' });
  expect(s.tenant.clients.has(older.id)).toBe(true);
  expect(warningsOf(end)).toContain("is not in the tenant's list");
});

test('a wrong Date header makes no client old', async () => {
  await using s = await inThisProcess();
  const young = s.tenant.addClient({ name: 'A' });
  s.tenant.fault({
    on: 'list',
    do: {
      kind: 'response',
      work: 'not done',
      status: 200,
      body: [young],
      headers: { Date: 'Fri, 01 May 2099 10:00:00 GMT' },
    },
  });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'A', 'older-than': '30d' }, { action: 'prune' });
  expect(main.outputs['selected']).toBe('[]');
});

test('parts of a secret are hidden, in whatever form they are echoed', async () => {
  const { clientSecret } = { clientSecret: 'Zq8-fX2kP0vT6mB4nR9wL1sY7uJ3hD5c' };
  const forms = [
    clientSecret.slice(0, 20),
    clientSecret.slice(-12),
    `${clientSecret.slice(0, 10)}****`,
    clientSecret.replace('-', '&#45;'),
    clientSecret.replace('-', '\\u002d'),
    `${clientSecret.slice(0, 16)}\n${clientSecret.slice(16)}`,
  ];
  for (const text of forms) {
    await using s = await inThisProcess();
    const body = { messages: [{ locale: 'en', text: `wrong: ${text}` }] };
    s.tenant.fault({ on: 'token', do: { kind: 'response', work: 'not done', status: 400, body } });
    const { main } = await s.create({ 'pat-client-secret': clientSecret });
    for (let at = 0; at + 8 <= clientSecret.length; at++) {
      expect(main.log, text).not.toContain(clientSecret.slice(at, at + 8));
    }
  }
});
