import { expect, test } from 'vitest';
import { answer } from '../helpers/answer.ts';
import { errorsOf, operations } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

test.each<[string, unknown, string?]>([
  ['OK as text', 'OK', 'text/plain'],
  ['a message', { message: 'Client deleted' }],
  ['an error that is null', { error: null }],
  ['an empty object', {}],
  ['nothing', undefined],
])('a DELETE with 200 and %s is done: one request, no annotation', async (_, body, contentType) => {
  await using s = await inThisProcess();
  const { post } = await s.create({ ephemeral: 'true' });
  const more = contentType === undefined ? {} : { contentType };
  s.tenant.fault({ on: 'delete', do: answer(200, { work: 'done', body, ...more }) });
  const end = await post();
  expect([end.failed, end.annotations, s.tenant.clients.size], end.log).toEqual([false, [], 0]);
  expect(operations(s).filter(operation => operation === 'delete').length).toBe(1);
});

test.each<[string, unknown]>([
  ["a gateway's JSON", { message: 'no Route matched with those values' }],
  ['a page', '<html>'],
])('a DELETE with 404 and %s is a failure with the id', async (_, body) => {
  await using s = await inThisProcess();
  const { main, post } = await s.create({ ephemeral: 'true' });
  const contentType = body === '<html>' ? { contentType: 'text/html' } : {};
  s.tenant.fault({ on: 'delete', do: answer(404, { body, ...contentType }), times: 99 });
  const end = await post();
  expect(end.failed).toBe(true);
  expect(errorsOf(end)).toContain(main.outputs['client-id']);
  expect(s.tenant.clients.size).toBe(1);
});
