import { expect, test } from 'vitest';
import { errorsOf, scenario } from './helpers/scenario.ts';
import type { Misbehaviour } from './tenant/faults.ts';

const PAGE = '<html><body>PAGE-TEXT</body></html>';
const page = (status: number, work: 'done' | 'not done', body: unknown = PAGE): Misbehaviour => ({
  kind: 'answer',
  work,
  status,
  body,
  contentType: 'text/html',
});

test.each([404, 410])('a page with %i answers DELETE: the client lives, so it is tried again', async status => {
  await using s = await scenario();
  const { post } = await s.create({ ephemeral: 'true' });
  s.tenant.fault({ on: 'delete', do: page(status, 'not done') });
  const end = await post();
  expect(end.failed, end.log).toBe(false);
  expect(s.tenant.clients.size).toBe(0);
});

test.each([
  ['a page', PAGE],
  ['an empty body', ''],
])('%s with 404 each time: red, with the id', async (_, body) => {
  await using s = await scenario();
  const { main, post } = await s.create({ ephemeral: 'true', 'timeout-seconds': '3' });
  s.tenant.fault({ on: 'delete', do: page(404, 'not done', body), times: Number.POSITIVE_INFINITY });
  const end = await post();
  expect(end.failed).toBe(true);
  expect(errorsOf(end)).toContain(main.outputs['client-id']);
  expect(end.log).not.toContain('PAGE-TEXT');
});

test.each([401, 403, 404])('a page with %i after the create was carried out: not sent again unseen', async status => {
  await using s = await scenario();
  s.tenant.fault({ on: 'create', do: page(status, 'done') });
  const { main, post } = await s.create({ 'timeout-seconds': '6' });
  const end = await post();
  expect(s.tenant.requests.filter(({ operation }) => operation === 'create').length).toBe(1);
  expect(s.tenant.clients.size).toBe(1);
  const [id = ''] = s.tenant.clients.keys();
  expect(main.failed).toBe(true);
  expect(errorsOf(main) + end.log).toContain(id);
});
