import { expect, test } from 'vitest';
import { connectionTo, errorsOf, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import type { Misbehaviour } from '../tenant/faults.ts';
import { GATEWAY_RESPONSES } from '../tenant/gateway.ts';
import { generator } from '../tenant/random.ts';

const PAGE = '<html><body>PAGE-TEXT</body></html>';
const page = (status: number, work: 'done' | 'not done', body: unknown = PAGE): Misbehaviour => ({
  kind: 'response',
  work,
  status,
  body,
  contentType: 'text/html',
});

test.each([404, 410])(
  'a DELETE that returns a page with %i is sent again, because the client still exists',
  async status => {
    await using s = await (status === 404 ? scenario : inThisProcess)();
    const { post } = await s.create({ ephemeral: 'true' });
    s.tenant.fault({ on: 'delete', do: page(status, 'not done') });
    const end = await post();
    expect(end.failed, end.log).toBe(false);
    expect(s.tenant.clients.size).toBe(0);
  },
);

test.each([
  ['a page', PAGE],
  ['an empty body', ''],
])('after %s with 404 each time, the step fails with the id', async (_, body) => {
  await using s = await (body === PAGE ? scenario : inThisProcess)();
  const { main, post } = await s.create({ ephemeral: 'true', 'timeout-seconds': '5' });
  s.tenant.fault({ on: 'delete', do: page(404, 'not done', body), times: Number.POSITIVE_INFINITY });
  const end = await post();
  expect(end.failed).toBe(true);
  expect(errorsOf(end)).toContain(main.outputs['client-id']);
  expect(end.log).not.toContain('PAGE-TEXT');
});

test('prune with random responses of an intermediary reports each client left, and shows no page', async () => {
  const seed = Date.now() % 1e9;
  const random = generator(seed);
  const responses = Object.entries(GATEWAY_RESPONSES);
  await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const [name = '', fault] = responses[Math.floor(random() * responses.length)] ?? [];
      const on = (['token', 'list', 'delete'] as const)[Math.floor(random() * 3)] ?? 'delete';
      await using s = await (index < 2 ? scenario : inThisProcess)();
      const ids = Array.from({ length: 3 }, () => s.tenant.addClient({ name: 'Old' }).id);
      if (fault !== undefined) s.tenant.fault({ on, do: fault, times: Math.ceil(random() * 4) });
      const inputs = { ...connectionTo(s.tenant), name: 'Old', 'timeout-seconds': '6' };
      const { main } = await s.step(inputs, { action: 'prune' });
      const details = `seed ${seed}, ${on}: ${name}\n${main.log}`;
      expect(main.stdout + main.rawSummary, details).not.toContain('PAGE-TEXT');
      expect(main.failed, details).toBe(errorsOf(main) !== '');
      const deleted: string[] = JSON.parse(main.outputs['deleted'] ?? '[]');
      for (const id of deleted) expect(s.tenant.deleted, details).toContain(id);
      if (!main.failed) expect(deleted.toSorted(), details).toEqual(ids.toSorted());
      const isListed = main.outputs['selected'] !== undefined;
      for (const id of ids) {
        if (isListed && s.tenant.clients.has(id)) expect(errorsOf(main), details).toContain(id);
      }
    }),
  );
});
