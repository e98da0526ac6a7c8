import { byAge, type Client } from './tenant/client.ts';

/** What prune is to delete. Selectors that are not given select everything; those that are narrow each other. */
export interface Selectors {
  readonly ids: readonly string[] | undefined;
  /** `*` stands for any run of characters, everything else for itself. */
  readonly name: string | undefined;
  /** Only clients with an ephemeral mark of this repository. */
  readonly ephemeralOf: string | undefined;
  /** Milliseconds. */
  readonly olderThan: number | undefined;
  /** Milliseconds. */
  readonly unusedFor: number | undefined;
  /** Of each name so many of the newest are kept, whatever else is selected. */
  readonly keep: number;
  /** The client that the action itself is signed in with: never deleted. */
  readonly ownId: string | undefined;
}

/** What becomes of a client that the selectors fit. */
export interface Decision {
  readonly client: Client;
  readonly deleted: boolean;
  readonly why: string;
}

/**
 * Decides on every client that the selectors fit; the others are left out. Oldest first.
 *
 * @param now milliseconds since 1970
 */
export function select(clients: readonly Client[], selectors: Selectors, now: number): Decision[] {
  const kept = newestOfEachName(clients, selectors.keep);
  return clients
    .filter(client => fits(client, selectors, now))
    .sort((a, b) => byAge(b, a))
    .map(client => {
      if (client.id === selectors.ownId) return { client, deleted: false, why: 'the action is signed in with it' };
      if (kept.has(client.id)) return { client, deleted: false, why: `among the newest ${selectors.keep} of its name` };
      return { client, deleted: true, why: reasonOf(client, selectors) };
    });
}

function fits(client: Client, { ids, name, ephemeralOf, olderThan, unusedFor }: Selectors, now: number): boolean {
  const { created = now, lastUsed = created } = client;
  return (
    (ids === undefined || ids.includes(client.id)) &&
    (name === undefined || fitsGlob(client.name ?? '', name)) &&
    (ephemeralOf === undefined || isEphemeralOf(ephemeralOf, client)) &&
    (olderThan === undefined || created < now - olderThan) &&
    (unusedFor === undefined || lastUsed < now - unusedFor)
  );
}

/** By the mark that makeMark puts at the end of the description. */
function isEphemeralOf(repository: string, { description }: Client): boolean {
  const text = description ?? '';
  const mark = /^\[ephemeral repository=(\S*) run=\S* id=[0-9a-f]{32}\]\s*$/.exec(text.slice(text.lastIndexOf('[')));
  return mark?.[1] === repository;
}

/** Each part between the stars is looked for once, behind the one before: a name of the tenant cannot make it slow. */
function fitsGlob(text: string, glob: string): boolean {
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
  const byName = Map.groupBy(clients, ({ name }) => name);
  return new Set(
    [...byName.values()].flatMap(same =>
      same
        .sort(byAge)
        .slice(0, keep)
        .map(({ id }) => id),
    ),
  );
}

function reasonOf({ lastUsed }: Client, { ids, name, ephemeralOf, olderThan, unusedFor }: Selectors): string {
  return [
    ids && 'its id is given',
    name && 'its name fits',
    ephemeralOf && 'ephemeral, left behind',
    olderThan && 'old enough',
    unusedFor && (lastUsed === undefined ? 'never used' : 'unused for long enough'),
  ]
    .filter(Boolean)
    .join(', ');
}
