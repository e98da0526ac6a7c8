import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Misbehaviour } from './faults.ts';
import { GATEWAY_RESPONSES } from './gateway.ts';
import { bearer, clientsPath, creating, minimal, start, unlimited } from './harness.ts';

describe('the responses of a gateway', { concurrent: false }, () => {
  const statuses = [301, 302, 307, 400, 401, 403, 404, 405, 408, 409, 410, 413, 425, 429, 451, 499];
  statuses.push(502, 503, 504, 520, 599);

  /** Six bodies with 429, and JSON with eleven other refusals, exist only with the work not done. */
  const LIES = 17;

  test('the responses of a gateway have each status and each body, with the work done and not done', async () => {
    const { tenant, call } = await start(unlimited);
    const token = tenant.issueToken();
    const seen = { statuses: new Set<number>(), types: new Set<unknown>(), texts: new Set<string>() };
    for (const [name, fault] of Object.entries(GATEWAY_RESPONSES)) {
      const before = tenant.clients.size;
      tenant.fault({ on: 'create', do: fault });
      const { status, headers, text } = await call('POST', clientsPath, creating(token, minimal));
      const works = tenant.clients.size - before === 1 ? 'done' : 'not done';
      expect(name).toMatch(new RegExp(`^${status}, .*, work ${works}$`));
      expect(headers.location).toBe(Number(status) < 400 ? 'https://login.example/?PAGE-TEXT' : undefined);
      expect(text === '' || text.includes('PAGE-TEXT'), name).toBe(true);
      seen.statuses.add(Number(status));
      seen.types.add(headers['content-type']);
      seen.texts.add(text);
    }
    expect([...seen.statuses]).toEqual(statuses);
    expect(seen.types).toEqual(new Set(['text/html', 'application/json', undefined]));
    expect(seen.texts.size).toBe(4);
    expect(Object.keys(GATEWAY_RESPONSES)).toHaveLength(statuses.length * 6 * 2 - LIES);
  });

  test('a client still exists although a page says that it was not found', async () => {
    const { tenant, call } = await start();
    const { id } = tenant.addClient();
    for (const name of ['404, a page, work not done', '404, nothing, work not done']) {
      tenant.fault({ on: 'delete', do: GATEWAY_RESPONSES[name] ?? expect.unreachable(name) });
      expect((await call('DELETE', `${clientsPath}/${id}`, bearer(tenant.issueToken()))).status).toBe(404);
    }
    expect(tenant.clients.has(id)).toBe(true);
  });

  test.each<[string, Misbehaviour, object]>([
    ['a response', { kind: 'response', work: { afterMs: 50 }, status: 504 }, { status: 504, outcome: 'whole' }],
    ['a reset', { kind: 'reset', work: { afterMs: 50 } }, { status: null, outcome: 'read ECONNRESET' }],
    [
      'no response',
      { kind: 'hang', work: { afterMs: 50 }, at: 'before headers' },
      { status: null, outcome: 'gave up' },
    ],
  ])('the tenant does the work after %s', async (_, fault, expected) => {
    const { tenant, call } = await start();
    tenant.fault({ on: 'create', do: fault });
    const reply = await call('POST', clientsPath, {
      ...creating(tenant.issueToken(), minimal),
      ...(fault.kind === 'hang' ? { giveUpAfterMs: 20 } : {}),
    });
    expect(reply).toMatchObject(expected);
    await vi.waitFor(() => expect(tenant.clients.size).toBe(1), 20_000);
  });

  test('the tenant does not do the work before the response', async () => {
    const { tenant, call } = await start();
    tenant.fault({ on: 'create', do: { kind: 'reset', work: { afterMs: 60_000 } } });
    await call('POST', clientsPath, creating(tenant.issueToken(), minimal));
    expect(tenant.clients.size).toBe(0);
  });

  test('a closed tenant does no further work', async () => {
    const { tenant, call } = await start();
    tenant.fault({ on: 'create', do: { kind: 'reset', work: { afterMs: 300 } } });
    await call('POST', clientsPath, creating(tenant.issueToken(), minimal));
    await tenant.close();
    await delay(310);
    expect(tenant.clients.size).toBe(0);
  });
});
