import { expect, test } from 'vitest';
import { fastClock } from '../helpers/fast-clock.ts';
import { runMain } from '../helpers/ready-step.ts';
import { respond } from '../helpers/respond.ts';
import { settingsFor } from '../helpers/settings.ts';
import { startTenant } from '../tenant/tenant.ts';

/** The tenant's clock differs from ours. */
const DATE = 'Wed, 01 Jan 2020 00:00:00 GMT';
const TEN_LATER = 'Wed, 01 Jan 2020 00:00:10 GMT';
const BEFORE = 'Tue, 31 Dec 2019 23:59:00 GMT';

test.each<[string | undefined, string]>([
  ['10', 'in 10 s'],
  [' 3 ', 'in 3 s'],
  ['0', 'immediately'],
  [TEN_LATER, 'in 10 s'],
  [BEFORE, 'immediately'],
  ['soon', 'in 0.3 s'],
  ['2.5', 'in 0.3 s'],
  ['-5', 'in 0.3 s'],
  ['', 'in 0.3 s'],
  [undefined, 'in 0.3 s'],
])('Retry-After %j: the next try comes %s', async (text, wait) => {
  const tenant = await startTenant();
  const headers = { date: DATE, ...(text !== undefined && { 'retry-after': text }) };
  tenant.fault({ on: 'token', do: respond(429, { headers, body: { message: ' Rate Limit Exceeded ' } }) });
  // The shortest wait, without jitter.
  const main = await runMain(
    settingsFor(tenant, { timeout: 600_000 }),
    fastClock(20, () => 0),
  );
  expect(main.green, main.annotations.join()).toBe(true);
  expect(main.shown).toContain(`POST ${tenant.origin}/oauth/token: HTTP 429; trying again ${wait}.`);
  await tenant.close();
});

test('a wait that would end after the deadline is not started', async () => {
  const tenant = await startTenant();
  const headers = { date: DATE, 'retry-after': 'Wed, 01 Jan 2020 01:00:00 GMT' };
  tenant.fault({ on: 'token', do: respond(429, { headers, body: { message: ' Rate Limit Exceeded ' } }) });
  const main = await runMain(
    settingsFor(tenant, { timeout: 600_000 }),
    fastClock(20, () => 0),
  );
  expect(main.annotations.join()).toMatch(
    /responded with HTTP 429 and asks to wait 3600 s, but timeout-seconds leaves \d+ s for it and another try\./,
  );
  expect(tenant.requests).toHaveLength(1);
  await tenant.close();
});

test.each([
  ['JSON of the API', { body: { message: ' Rate Limit Exceeded ' } }],
  ['a page', { contentType: 'text/html', body: '<html>Too many requests</html>' }],
  ['nothing', {}],
])('a create request that gets 429 with %s was not carried out, so it is sent again', async (_, content) => {
  const tenant = await startTenant();
  tenant.fault({ on: 'create', do: respond(429, { headers: { 'retry-after': '2' }, ...content }), times: 2 });
  const clock = fastClock(20, () => 0.5);
  const main = await runMain(settingsFor(tenant, { timeout: 600_000 }), clock);
  expect(main.green, main.annotations.join()).toBe(true);
  expect(main.annotations).toEqual([]);
  expect(tenant.requests.map(({ operation }) => operation)).toEqual(['token', 'create', 'create', 'create']);
  await tenant.close();
});
