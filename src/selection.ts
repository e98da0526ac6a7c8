import { type Client, isInternal, isSameId, newestFirst, normalizedName } from './tenant/client.ts';
import { isEphemeralOf } from './tenant/request-id.ts';
import { DAY } from './tenant/transport/waits.ts';

/** What prune is to delete. Selectors that are not given select everything; those that are given narrow each other. */
export interface Selectors {
  readonly ids: readonly string[] | undefined;
  /** `*` matches any characters; white space and Unicode form make no difference. */
  readonly name: string | undefined;
  /** Only clients with an ephemeral marker of this repository. */
  readonly ephemeralOf: string | undefined;
  /** Milliseconds. */
  readonly olderThan: number | undefined;
  /** Milliseconds since the last sign of life: the last use, or the creation if that is later. */
  readonly unusedFor: number | undefined;
  /** Of each name so many of the newest are kept, whatever else is selected, and what is as new as the last of them. */
  readonly keep: number;
  /** The client that the action itself is signed in with: never deleted. */
  readonly ownId: string | undefined;
}

/** The tenant brings `lastUsed` up to date once a day: the last use may be that much later than the stamp. */
export const STAMPED_EVERY = DAY;

/** Why a client is deleted or kept. `no age`: its age matters and cannot be read, so it may be in use. */
type Reason = 'selected' | 'own' | 'internal' | 'newest' | 'no age';

/** What becomes of a client that the selectors match. */
export interface Decision {
  readonly client: Client;
  readonly deleted: boolean;
  readonly reason: Reason;
  readonly why: string;
}

/** Decides on the clients that the selectors match, oldest first. @param now milliseconds since 1970, by the tenant's clock */
export function select(clients: readonly Client[], selectors: Selectors, now: number): Decision[] {
  const isNewest = newestOfEachName(clients, selectors.keep);
  return clients
    .filter(client => isMeant(client, selectors) && !isYoung(client, selectors, now))
    .sort((a, b) => newestFirst(b, a))
    .map(client => {
      if (isSameId(client.id, selectors.ownId)) return kept(client, 'own', 'the action is signed in with it');
      if (!selectors.ids && isInternal(client)) return kept(client, 'internal', 'internal; delete it by its client-id');
      if (isNewest(client)) return kept(client, 'newest', `newest ${selectors.keep} of its name`);
      if (hasNoAge(client, selectors)) return kept(client, 'no age', 'its times cannot be read');
      return { client, deleted: true, reason: 'selected', why: whySelected(client, selectors) };
    });
}

const kept = (client: Client, reason: Reason, why: string): Decision => ({ client, deleted: false, reason, why });

const isMeant = (client: Client, { ids, name, ephemeralOf }: Selectors): boolean =>
  (ids === undefined || ids.includes(client.id)) &&
  (name === undefined || matchesGlob(normalizedName(client.name), normalizedName(name))) &&
  (ephemeralOf === undefined || isEphemeralOf(ephemeralOf, client));

function isYoung({ created, lastUsed }: Client, { olderThan, unusedFor }: Selectors, now: number): boolean {
  const isSince = (time: number | null | undefined, age: number) => typeof time === 'number' && time >= now - age;
  if (olderThan !== undefined && isSince(created, olderThan)) return true;
  return unusedFor !== undefined && (isSince(created, unusedFor) || isSince(lastUsed, unusedFor + STAMPED_EVERY));
}

function hasNoAge({ created, lastUsed }: Client, { olderThan, unusedFor, keep }: Selectors): boolean {
  const ageMatters = olderThan !== undefined || unusedFor !== undefined || keep > 0;
  return (ageMatters && created === undefined) || (unusedFor !== undefined && lastUsed === undefined);
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

/** Clients whose creation cannot be read take no place: they are kept anyway, because their age is unknown. */
function newestOfEachName(clients: readonly Client[], keep: number): (client: Client) => boolean {
  const timesOf = new Map<string, number[]>();
  for (const { name, created } of clients.toSorted(newestFirst)) {
    const times = timesOf.get(normalizedName(name)) ?? [];
    if (created !== undefined) times.push(created);
    timesOf.set(normalizedName(name), times);
  }
  return ({ name, created }) =>
    keep > 0 && created !== undefined && created >= (timesOf.get(normalizedName(name))?.[keep - 1] ?? created);
}

function whySelected({ lastUsed }: Client, { ids, name, ephemeralOf, olderThan, unusedFor }: Selectors): string {
  const reasons = [
    ids && 'its id is given',
    name && 'name matches',
    ephemeralOf && "has this repository's marker",
    olderThan && 'old enough',
    unusedFor && (lastUsed === null ? 'never used' : 'not used for long enough'),
  ];
  return reasons.filter(Boolean).join(', ');
}
