import { expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openTenant } from '../../src/tenant/tenant.ts';
import type { Exchange } from '../../src/tenant/transport/http.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { connectionTo, operations } from '../helpers/scenario.ts';
import { NOWHERE, settingsFor } from '../helpers/settings.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const EVERY = { name: '*' };

test('an expired token is renewed once for all requests, and the new one is used from then on', async () => {
  let later = 0;
  await using s = await inThisProcess({ now: () => Date.now() + later });
  for (const name of ['a', 'b', 'c']) s.tenant.addClient({ name, created: '2020-01-01T00:00:00Z' });
  s.tenant.onRequest = ({ operation }) => {
    // Three requests are sent at the same time, and each gets a response that the token has expired.
    if (operation === 'delete') later = 13 * 3_600_000;
  };
  const { main } = await s.step({ ...connectionTo(s.tenant), ...EVERY }, { action: 'prune' });
  expect(main.failed, main.log).toBe(false);
  expect(s.tenant.deleted).toHaveLength(3);
  expect(operations(s).filter(operation => operation === 'token')).toHaveLength(2);
});

test('the debug log has each request with its status and its time', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create();
  const lines = main.debugLog.split('\n').filter(line => /^##\[debug\]POST /.test(line));
  const beginning = `##[debug]POST ${s.tenant.origin}`;
  expect(lines.map(line => line.replace(/\b\d{1,5} ms$/, 'N ms'))).toEqual([
    `${beginning}/oauth/token: HTTP 200 in N ms`,
    `${beginning}/beta/oauth-clients: HTTP 200 in N ms`,
  ]);
});

test('a warning about a deprecated endpoint is shown once, however many responses have it', async () => {
  await using s = await inThisProcess({ deprecated: true });
  for (const name of ['a', 'b', 'c']) s.tenant.addClient({ name, created: '2020-01-01T00:00:00Z' });
  const { main } = await s.step({ ...connectionTo(s.tenant), ...EVERY }, { action: 'prune' });
  expect(operations(s)).toContain('delete');
  expect(main.annotations.map(({ level, message }) => `${level}: ${message}`)).toEqual([
    expect.stringMatching(/^notice: The tenant marks api-version beta as deprecated/),
  ]);
});

/** A tenant whose responses come from `exchange`. */
function tenantOf(exchange: Exchange) {
  const report = memoryReport();
  const clock = systemClock();
  const until = clock.now() + 10_000;
  const { connection, request } = settingsFor(NOWHERE);
  const tenant = openTenant(connection, { env: {}, report, clock, until, noticesDeprecation: true, exchange });
  return { tenant, request, report, options: { until, fresh: false, onTry: () => {}, onRefusal: () => {} } };
}

const TOKEN = { status: 200, headers: {}, body: JSON.stringify({ access_token: 'token' }) };

test('a list may have 16 MiB, any other response has the usual limit', async () => {
  const limits: unknown[] = [];
  const { tenant } = tenantOf(async ({ url, maxBytes }) => {
    limits.push(maxBytes);
    return url.endsWith('/oauth/token') ? TOKEN : { status: 200, headers: {}, body: '[]' };
  });
  expect((await tenant.list()).clients).toEqual([]);
  expect(limits).toEqual([undefined, 16 * 1024 * 1024]);
  tenant.close();
});

test('an exception while a create request is under way leaves its fate unknown, and its stack is in the debug log', async () => {
  const { tenant, request, report, options } = tenantOf(async ({ url }) => {
    if (!url.endsWith('/oauth/token')) throw new TypeError('broken by a test');
    return TOKEN;
  });
  await expect(tenant.create(request, options)).rejects.toMatchObject({
    message: 'Creating the client failed: an unexpected error, broken by a test.',
    proof: 'unknown',
  });
  expect(report.shown.join('\n')).toMatch(/TypeError: broken by a test\n +at /);
  tenant.close();
});

test.each([
  ['a locale that is no text', '{"messages":[{"locale":{"toString":1,"valueOf":1}}]}'],
  ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
])(
  'an exception while a failure is explained, because of %s, leaves the fate of the request unknown',
  async (_, body) => {
    const { tenant, request, options } = tenantOf(async ({ url }) =>
      url.endsWith('/oauth/token') ? TOKEN : { status: 500, headers: {}, body },
    );
    await expect(tenant.create(request, options)).rejects.toMatchObject({
      message: expect.stringMatching(/^Creating the client failed: an unexpected error, /),
      proof: 'unknown',
    });
    tenant.close();
  },
);

test('if reading the response to a create request throws, the request counts as carried out, and the error has the client', async () => {
  const { tenant, request, report, options } = tenantOf(async ({ url }) =>
    url.endsWith('/oauth/token')
      ? TOKEN
      : { status: 200, headers: {}, body: JSON.stringify({ id: 'new', secret: 'x' }) },
  );
  const mask = vi.spyOn(report, 'mask').mockImplementation(secret => {
    if (secret === 'x') throw new TypeError('broken by a test');
  });
  await expect(tenant.create(request, options)).rejects.toMatchObject({
    message: 'Creating the client failed: an unexpected error, broken by a test.',
    proof: 'carried out',
    client: { id: 'new' },
  });
  expect(mask).toHaveBeenCalled();
  expect(report.shown.join('\n')).toMatch(/TypeError: broken by a test\n +at /);
  tenant.close();
});
