import { byAge, type Client, isSameId } from './tenant/client.ts';
import { isEphemeralOf } from './tenant/request-id.ts';
import { DAY } from './tenant/transport/waits.ts';

/** What prune is to delete. Selectors that are not given select everything; those that are narrow each other. */
export interface Selectors {
  readonly ids: readonly string[] | undefined;
  /** `*` matches any characters, everything else matches exactly. */
  readonly name: string | undefined;
  /** Only clients with an ephemeral mark of this repository. */
  readonly ephemeralOf: string | undefined;
  /** Milliseconds. */
  readonly olderThan: number | undefined;
  /** Milliseconds; a client that was never used counts from its creation. */
  readonly unusedFor: number | undefined;
  /** Of each name so many of the newest are kept, whatever else is selected. */
  readonly keep: number;
  /** The client that the action itself is signed in with: never deleted. */
  readonly ownId: string | undefined;
}

/** The tenant brings `lastUsed` up to date once a day: the last use may be that much later than the stamp. */
export const STAMPED_EVERY = DAY;

/** Why a client is deleted or kept: one whose age is asked for and cannot be read may be in use. */
export type Reason = 'selected' | 'own' | 'newest' | 'no age';

/** What becomes of a client that the selectors match. */
export interface Decision {
  readonly client: Client;
  readonly deleted: boolean;
  readonly reason: Reason;
  /** For people. */
  readonly why: string;
}

/**
 * Decides on every client that the selectors match; the others are left out. Oldest first.
 *
 * @param now milliseconds since 1970, by the tenant's clock
 */
export function select(clients: readonly Client[], selectors: Selectors, now: number): Decision[] {
  const kept = newestOfEachName(clients, selectors.keep);
  return clients
    .filter(client => isMeant(client, selectors) && !isYoung(client, selectors, now))
    .sort((a, b) => byAge(b, a))
    .map(client => {
      if (isSameId(client.id, selectors.ownId)) return keep(client, 'own', 'the action is signed in with it');
      if (kept.has(client.id)) return keep(client, 'newest', `newest ${selectors.keep} of its name`);
      if (hasNoAge(client, selectors)) return keep(client, 'no age', 'its times cannot be read');
      return { client, deleted: true, reason: 'selected', why: whySelected(client, selectors) };
    });
}

function keep(client: Client, reason: Reason, why: string): Decision {
  return { client, deleted: false, reason, why };
}

function isMeant(client: Client, { ids, name, ephemeralOf }: Selectors): boolean {
  return (
    (ids === undefined || ids.includes(client.id)) &&
    (name === undefined || matchesGlob(client.name ?? '', name)) &&
    (ephemeralOf === undefined || isEphemeralOf(ephemeralOf, client))
  );
}

function isYoung({ created, lastUsed }: Client, { olderThan, unusedFor }: Selectors, now: number): boolean {
  const isSince = (time: number | undefined, age: number) => time !== undefined && time >= now - age;
  if (olderThan !== undefined && isSince(created, olderThan)) return true;
  if (unusedFor === undefined) return false;
  return lastUsed === null ? isSince(created, unusedFor) : isSince(lastUsed, unusedFor + STAMPED_EVERY);
}

function hasNoAge({ created, lastUsed }: Client, { olderThan, unusedFor }: Selectors): boolean {
  const lastSign = lastUsed === null ? created : lastUsed;
  return (olderThan !== undefined && created === undefined) || (unusedFor !== undefined && lastSign === undefined);
}

/** Each part between the stars is looked for once, behind the one before: a name of the tenant cannot make it slow. */
function matchesGlob(text: string, glob: string): boolean {
  const [first = '', ...parts] = glob.split('*');
  const last = parts.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const part of parts) {
    const start = text.indexOf(part, end);
    if (start < 0) return false;
    end = start + part.length;
  }
  return text.length - last.length >= end && text.endsWith(last);
}

function newestOfEachName(clients: readonly Client[], keep: number): Set<string> {
  const kept = new Set<string>();
  const counts = new Map<string | null, number>();
  for (const { id, name } of clients.toSorted(byAge)) {
    const before = counts.get(name) ?? 0;
    counts.set(name, before + 1);
    if (before < keep) kept.add(id);
  }
  return kept;
}

function whySelected({ lastUsed }: Client, { ids, name, ephemeralOf, olderThan, unusedFor }: Selectors): string {
  return [
    ids && 'its id is given',
    name && 'name matches',
    ephemeralOf && 'ephemeral, left behind',
    olderThan && 'old enough',
    unusedFor && (lastUsed === null ? 'never used' : 'not used for long enough'),
  ]
    .filter(Boolean)
    .join(', ');
}
