import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { parseJson } from '../../src/json.ts';
import { respond } from '../helpers/respond.ts';
import { connectionTo, operations } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { forwardTo } from '../helpers/world.ts';

test('JSON may have one byte order mark', () => {
  expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  expect(parseJson('\uFEFF\uFEFF{}')).toBeUndefined();
});

test.for([
  ['text/html', ''],
  ['text/plain', '\uFEFF'],
  ['', '\uFEFF'],
])('JSON labelled %j, with %j in front, is read without a retry from every endpoint', async ([type, mark]) => {
  await using s = await inThisProcess();
  const forward = forwardTo(s.tenant.origin);
  const relay = createServer(async (incoming, response) => {
    const { method = '', url: path = '', headers } = incoming;
    const { status, body } = await forward({ method, path, headers, body: await buffer(incoming) });
    response.writeHead(status, type === '' ? {} : { 'content-type': type });
    response.end(body?.length ? `${mark}${body}` : '');
  });
  await new Promise<void>(done => relay.listen(0, '127.0.0.1', done));
  const inputs = {
    ...connectionTo(s.tenant),
    'base-url': `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    scope: 'idn:accounts:read',
    name: 'Pipeline',
    'if-exists': 'fail',
  };
  const { main, post } = await s.step({ ...inputs, ephemeral: 'true' });
  const end = await post();
  expect([main.annotations, end.annotations]).toEqual([[], []]);
  expect(main.log).not.toContain('trying again');
  expect(operations(s).filter(operation => operation !== 'token')).toEqual(['list', 'create', 'delete']);
  relay.closeAllConnections();
  relay.close();
});

test.for([
  ['text/plain', 'OK'],
  ['application/json', '{"message":"Client deleted"}'],
  ['application/json', '{"error":null}'],
] as const)('a deletion that returns %s %s is not sent again', async ([contentType, body]) => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'old' });
  s.tenant.fault({ on: 'delete', do: respond(200, { work: 'done', contentType, body }) });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'old' }, { action: 'prune' });
  expect(main.log).not.toContain('trying again');
  expect(operations(s).filter(operation => operation === 'delete')).toHaveLength(1);
});
