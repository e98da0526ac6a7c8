import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectionTo, errorsOf, type Steps, scenario, warningsOf } from './helpers/scenario.ts';
import { inThisProcess } from './helpers/this-process.ts';
import { selfSigned } from './tenant/certificate.ts';
import type { Fault, Misbehaviour } from './tenant/faults.ts';

const SWITCH: Misbehaviour = {
  kind: 'answer',
  work: 'done',
  status: 101,
  headers: { connection: 'upgrade', upgrade: 'other' },
};
const GONE: Fault = { on: 'delete', do: { kind: 'answer', work: 'not done', status: 404, body: { messages: [] } } };
const created = (change: (client: Record<string, unknown>) => object): Fault => ({
  on: 'create',
  do: { kind: 'edit', change: answer => change(Object(answer)) },
});

/** Every client that is left is named. */
async function expectNamed(s: Steps, inputs: Record<string, string>) {
  const { main, post } = await s.create({ 'timeout-seconds': '8', ...inputs });
  expect(main.failed, main.log).toBe(true);
  const end = await post();
  const told = [...main.annotations, ...end.annotations].map(({ message }) => message).join('\n');
  for (const id of s.tenant.clients.keys()) expect(told).toContain(id);
  return { main, end, told };
}

test('an answer that switches protocols ends at the deadline, and the client is named', async () => {
  await using s = await scenario();
  s.tenant.fault({ on: 'create', do: SWITCH });
  await expectNamed(s, { 'timeout-seconds': '5' });
  expect(s.tenant.clients.size).toBe(1);
});

test('a post step whose DELETE is answered so fails with the id', async () => {
  await using s = await scenario();
  const { main, post } = await s.create({ ephemeral: 'true', 'timeout-seconds': '5' });
  s.tenant.fault({ on: 'delete', do: { ...SWITCH, work: 'not done' }, times: Number.POSITIVE_INFINITY });
  const end = await post();
  expect(errorsOf(end)).toContain(main.outputs['client-id']);
});

test('a system call on a kept connection is no proof that the request did not arrive', async () => {
  await using s = await scenario();
  const file = join(s.job.folder, 'unreachable.cjs');
  // As Node tells it when a router says so in the middle of an exchange.
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
  await expectNamed(s, {});
  expect(s.tenant.requests.filter(({ operation }) => operation === 'create').length).toBe(1);
});

test('a certificate is checked in the post step, too, whatever a later step sets', async () => {
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

test.each([[[]], [''], ['   ']])(
  'a scope list that comes back empty (%j) is every right: deleted, red',
  async scope => {
    await using s = await inThisProcess();
    s.tenant.fault(created(client => ({ ...client, scope })));
    const { main } = await s.create();
    expect(errorsOf(main)).toContain('wider rights than requested: scope');
    expect(s.tenant.clients.size).toBe(0);
  },
);

test('a 404 for a client that was just made does not count as deleted', async () => {
  await using s = await inThisProcess();
  s.tenant.fault(
    created(client => ({ ...client, secret: null })),
    GONE,
  );
  const { told } = await expectNamed(s, {});
  expect(told).toContain('is gone already: check that');
});

test.each([
  ['create', '2020-01-01T00:00:00.000Z'],
  ['replace', new Date().toISOString()],
])('a client that was there before is not deleted because the answer names it (%s)', async (ifExists, at) => {
  await using s = await inThisProcess();
  const existing = s.tenant.addClient({ name: 'Pipeline', created: at });
  s.tenant.fault({
    on: 'create',
    do: { kind: 'answer', work: 'not done', status: 200, body: { ...existing, secret: null } },
  });
  const { main } = await s.create({ 'if-exists': ifExists });
  expect(main.log).toMatch(
    new RegExp(`Creating the client failed: .*${existing.id}.* Looking whether it left a client`),
  );
  expect(main.outputs['client-id'], main.log).not.toBe(existing.id);
  expect(s.tenant.deleted).toEqual([]);
});

test('one that was there before is named, whatever else is wrong with the answer', async () => {
  const made = '2020-01-01T00:00:00.000Z';
  await using s = await inThisProcess({ habits: { show: client => ({ ...client, created: made }) } });
  s.tenant.fault(created(client => ({ ...client, secret: 'two words' })));
  await expectNamed(s, {});
});

test('verify looks at the token itself as well as at what is said of it', async () => {
  await using s = await inThisProcess({
    habits: { grant: () => ['sp:scopes:all'], tokenAnswer: answer => ({ ...answer, scope: 'idn:accounts:read' }) },
  });
  const { main } = await s.create({ verify: 'true' });
  expect(errorsOf(main)).toContain('has wider rights than requested: asked "idn:accounts:read", got "sp:scopes:all".');
  expect(s.tenant.clients.size).toBe(0);
});

test.each(['', '  ', [], null, undefined])(
  'a token answer that says nothing of scopes (%j) is no reason to fail: the token does',
  async scope => {
    await using s = await inThisProcess({ habits: { tokenAnswer: answer => ({ ...answer, scope }) } });
    const { main } = await s.create({ verify: 'true' });
    expect(main.failed, main.log).toBe(false);
  },
);

test('replace deletes nothing when its own client is gone', async () => {
  await using s = await scenario();
  const older = s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  await s.step({ ...connectionTo(s.tenant), 'client-id': main.outputs['client-id'] ?? '' }, { action: 'prune' });
  const end = await post({ jobStatus: 'success' });
  expect(s.tenant.clients.has(older.id)).toBe(true);
  expect(warningsOf(end)).toContain("is not in the tenant's list");
});

test('an absurd clock makes no client old', async () => {
  await using s = await inThisProcess();
  const young = s.tenant.addClient({ name: 'A' });
  s.tenant.fault({
    on: 'list',
    do: {
      kind: 'answer',
      work: 'not done',
      status: 200,
      body: [young],
      headers: { Date: 'Fri, 01 May 2099 10:00:00 GMT' },
    },
  });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'A', 'older-than': '30d' }, { action: 'prune' });
  expect(main.outputs['selected']).toBe('[]');
});

test('a tenant that stores no description: an ephemeral client of unknown fate is named by its name', async () => {
  await using s = await inThisProcess({ habits: { normalise: fields => ({ ...fields, description: null }) } });
  s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' }, times: Number.POSITIVE_INFINITY });
  const { told } = await expectNamed(s, { ephemeral: 'true', 'timeout-seconds': '12' });
  expect(told).toContain('probably created');
});

test('parts of a secret are hidden, however they are echoed', async () => {
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
    await using s = await scenario();
    const body = { messages: [{ locale: 'en', text: `wrong: ${text}` }] };
    s.tenant.fault({ on: 'token', do: { kind: 'answer', work: 'not done', status: 400, body } });
    const { main } = await s.create({ 'pat-client-secret': clientSecret });
    for (let at = 0; at + 8 <= clientSecret.length; at++) {
      expect(main.log, text).not.toContain(clientSecret.slice(at, at + 8));
    }
  }
});
