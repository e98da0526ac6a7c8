import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { errorsOf, operations } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

test.each<[string, unknown, string?]>([
  ['OK as text', 'OK', 'text/plain'],
  ['a text that Flask labels text/html', 'deleted', 'text/html; charset=utf-8'],
  ['a message', { message: 'Client deleted' }],
  ['an error that is null', { error: null }],
  ['an empty object', {}],
  ['nothing', undefined],
])(
  'a DELETE that returns 200 and %s counts as done, with one request and no annotation',
  async (_, body, contentType) => {
    await using s = await inThisProcess();
    const { post } = await s.create({ ephemeral: 'true' });
    const more = contentType === undefined ? {} : { contentType };
    s.tenant.fault({ on: 'delete', do: respond(200, { work: 'done', body, ...more }) });
    const end = await post();
    expect([end.failed, end.annotations, s.tenant.clients.size], end.log).toEqual([false, [], 0]);
    expect(operations(s).filter(operation => operation === 'delete').length).toBe(1);
  },
);

test.each([
  ['a detailCode', { detailCode: '404 Not found' }],
  ['messages', { messages: [] }],
])('a client of which two responses with %s say that it does not exist is not reported', async (_, body) => {
  await using s = await inThisProcess();
  const { post } = await s.create({ ephemeral: 'true' });
  s.tenant.fault({ on: 'delete', do: respond(404, { body }), times: 2 });
  const end = await post();
  expect([end.failed, end.annotations], end.log).toEqual([false, []]);
  expect(operations(s).filter(operation => operation === 'delete').length).toBe(2);
});

const NOT_KNOWN = respond(404, { body: { detailCode: '404 Not found', messages: [] } });

test('the second request deletes a client that a part of the tenant did not know yet', async () => {
  await using s = await inThisProcess();
  const { post } = await s.create({ ephemeral: 'true' });
  s.tenant.fault({ on: 'delete', do: NOT_KNOWN });
  const end = await post();
  expect([end.failed, s.tenant.clients.size], end.log).toEqual([false, 0]);
});

test('the second request also deletes a client with wider rights right after it was created', async () => {
  await using s = await inThisProcess();
  const widen = (given: unknown) => ({ ...Object(given), scope: ['sp:scopes:all'] });
  s.tenant.fault({ on: 'create', do: { kind: 'edit', change: widen } }, { on: 'delete', do: NOT_KNOWN });
  const { main } = await s.create();
  expect(errorsOf(main)).toMatch(/has been deleted\.$/);
  expect(s.tenant.clients.size).toBe(0);
});

test.each<[string, unknown]>([
  ["a gateway's JSON", { message: 'no Route matched with those values' }],
  ['a page', '<html>'],
])('a DELETE that returns 404 and %s is a failure with the id', async (_, body) => {
  await using s = await inThisProcess();
  const { main, post } = await s.create({ ephemeral: 'true' });
  const contentType = body === '<html>' ? { contentType: 'text/html' } : {};
  s.tenant.fault({ on: 'delete', do: respond(404, { body, ...contentType }), times: 99 });
  const end = await post();
  expect(end.failed).toBe(true);
  expect(errorsOf(end)).toContain(main.outputs['client-id']);
  expect(s.tenant.clients.size).toBe(1);
});
