import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sweep } from '../../src/prune.ts';
import type { Selectors } from '../../src/selection.ts';
import { fastClock } from '../helpers/fast-clock.ts';
import { runStep } from '../helpers/ready-step.ts';
import { connectionOf } from '../helpers/settings.ts';
import { type StoredClient, startTenant } from '../tenant/tenant.ts';

const HOUR = 3_600_000;
const NOW = Date.now();
const MARK = (repository: string) => `[ephemeral repository=${repository} run=1 id=0123456789abcdef0123456789abcdef]`;

// Half hours on one side and whole ones on the other, so no age equals a duration. Some clients have the same age.
const hoursAgo = fc
  .oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 23, max: 30 }))
  .map(hours => new Date(NOW - (hours + 0.5) * HOUR).toISOString());
const unreadable = fc.constantFrom('yesterday', '', '1700000000000');
const clientArbitrary = fc.record({
  name: fc.constantFrom('A', ' A', 'a', 'AB', 'A B', 'A\t B', 'B', 'A*', 'A.', '\u00e9', 'e\u0301', ''),
  description: fc.constantFrom(
    ...['', 'x', MARK('o/r'), `x ${MARK('o/r')}`, `${MARK('o/r')} x`, `x ${MARK('o/r')} x`, MARK('o/other')],
    ...[MARK('o/r').replaceAll('=', '&#61;'), MARK('O/r')],
  ),
  created: fc.oneof({ weight: 5, arbitrary: hoursAgo }, unreadable),
  lastUsed: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 4, arbitrary: hoursAgo },
    ...[fc.constantFrom('1970-01-01T00:00:00Z', '0001-01-01T00:00:00Z'), unreadable],
  ),
  internal: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
});
const selectorArbitrary = fc.record({
  ids: fc.option(fc.subarray(['c0', 'c1', 'c2', 'c3', 'c9']), { nil: undefined }),
  name: fc.option(fc.constantFrom('A', '*', 'A*', '*B', '*A*', 'A.', 'a', 'A  B', '\u00e9*', 'e\u0301'), {
    nil: undefined,
  }),
  ephemeralOf: fc.option(fc.constant('o/r'), { nil: undefined }),
  olderThan: fc.option(
    fc.integer({ min: 1, max: 5 }).map(hours => hours * HOUR),
    { nil: undefined },
  ),
  unusedFor: fc.option(
    fc.integer({ min: 1, max: 5 }).map(hours => hours * HOUR),
    { nil: undefined },
  ),
  keep: fc.constantFrom(0, 0, 1, 2),
});

/** Whether `prune` must delete a client, one line for each rule, written independently of the program. */
function oracle(client: StoredClient, all: readonly StoredClient[], selectors: Selectors, now: number): boolean {
  const { ids, name, ephemeralOf, olderThan, unusedFor, keep, ownId } = selectors;
  const isReadable = (time: string) => !Number.isNaN(Date.parse(time));
  const age = (time: string) => (isReadable(time) ? now - Date.parse(time) : 0);
  const isNewer = (other: StoredClient) => isReadable(other.created) && age(other.created) < age(client.created);
  if (client.id === ownId) return false;
  if (ids !== undefined && !ids.includes(client.id)) return false;
  if (ids === undefined && client.internal) return false;
  if (name !== undefined && !matches(even(name), even(client.name))) return false;
  if (ephemeralOf !== undefined && !hasMarker(MARK(ephemeralOf), client.description ?? '')) return false;
  if (olderThan !== undefined && age(client.created) <= olderThan) return false;
  if (unusedFor !== undefined && age(client.created) <= unusedFor) return false;
  if (unusedFor !== undefined && client.lastUsed !== null && age(client.lastUsed) <= unusedFor + 24 * HOUR)
    return false;
  if (keep > 0 && !isReadable(client.created)) return false;
  return all.filter(other => even(other.name) === even(client.name) && isNewer(other)).length >= keep;
}

function even(name: string): string {
  return name.normalize('NFC').split(/\s+/).filter(Boolean).join(' ');
}

/** At the beginning, or at the end as in older versions. */
function hasMarker(marker: string, description: string): boolean {
  const text = description.replaceAll('&#61;', '=').toLowerCase();
  return text.startsWith(marker) || text.endsWith(marker);
}

/** The texts in which each star is replaced with nothing, or with a letter and a star. */
function matches(glob: string, text: string): boolean {
  if (glob === '') return text === '';
  if (glob[0] === '*') return matches(glob.slice(1), text) || (text !== '' && matches(glob, text.slice(1)));
  return glob[0] === text[0] && matches(glob.slice(1), text.slice(1));
}

test('for any tenant and any selectors, prune deletes exactly the clients that the oracle selects', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(clientArbitrary, { maxLength: 12 }),
      selectorArbitrary,
      fc.boolean(),
      async (clients, selected, ownIsAmongThem) => {
        const tenant = await startTenant({ rateLimit: { requests: 10_000, perMs: 1 }, pageSize: 250 });
        try {
          for (const [index, client] of clients.entries()) tenant.addClient({ id: `c${index}`, ...client });
          const selectors = { ...selected, ownId: ownIsAmongThem ? 'c0' : undefined };
          const all = [...tenant.clients.values()];
          const clock = fastClock(1, () => 0);
          const expected = all.filter(client => oracle(client, all, selectors, clock.now())).map(({ id }) => id);

          const settings = { connection: connectionOf(tenant), selectors, dryRun: false, timeout: 10_000 };
          const step = await runStep('main', clock, {}, open => sweep(settings, open(settings)));

          expect(step.green, step.annotations.join()).toBe(true);
          expect([...tenant.deleted].toSorted()).toEqual(expected.toSorted());
          expect(JSON.parse(step.outputFile['deleted'] ?? '').toSorted()).toEqual(expected.toSorted());
        } finally {
          await tenant.close();
        }
      },
    ),
    { numRuns: 200 },
  );
});
