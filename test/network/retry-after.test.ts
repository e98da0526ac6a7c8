import { expect, test } from 'vitest';
import { answer } from './helpers/answer.ts';
import { fastClock, runMain, settingsFor } from './helpers/in-process.ts';
import { startTenant } from './tenant/tenant.ts';

/** The tenant's clock is its own. */
const DATE = 'Wed, 01 Jan 2020 00:00:00 GMT';
const TEN_LATER = 'Wed, 01 Jan 2020 00:00:10 GMT';
const BEFORE = 'Tue, 31 Dec 2019 23:59:00 GMT';

test.each<[string | undefined, string]>([
  ['10', '10 s'],
  [' 3 ', '3 s'],
  ['0', '0 s'],
  [TEN_LATER, '10 s'],
  [BEFORE, '0 s'],
  ['soon', '0.3 s'],
  ['', '0.3 s'],
  [undefined, '0.3 s'],
])('Retry-After %j: the next try comes after %s', async (text, wait) => {
  const tenant = await startTenant();
  const headers = { date: DATE, ...(text !== undefined && { 'retry-after': text }) };
  tenant.fault({ on: 'token', do: answer(429, { headers, body: { message: ' Rate Limit Exceeded ' } }) });
  // The least wait that chance allows.
  const main = await runMain(
    settingsFor(tenant, { timeout: 600_000 }),
    fastClock(100, () => 0),
  );
  expect(main.green, main.annotations.join()).toBe(true);
  expect(main.shown).toContain(`POST ${tenant.origin}/oauth/token: HTTP 429; trying again in ${wait}.`);
  await tenant.close();
});

test('a wait past the deadline is not begun', async () => {
  const tenant = await startTenant();
  const headers = { date: DATE, 'retry-after': 'Wed, 01 Jan 2020 01:00:00 GMT' };
  tenant.fault({ on: 'token', do: answer(429, { headers, body: { message: ' Rate Limit Exceeded ' } }) });
  const main = await runMain(
    settingsFor(tenant, { timeout: 600_000 }),
    fastClock(100, () => 0),
  );
  expect(main.annotations.join()).toContain('HTTP 429 and asks to wait 3600 s, longer than the ');
  expect(tenant.requests).toHaveLength(1);
  await tenant.close();
});
