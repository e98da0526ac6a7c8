import { isTextList } from '../json.ts';
import type { Quote } from '../text.ts';
import { scopesIn } from './connection.ts';
import { isNothing, isUntold, showBoth } from './field-value.ts';
import { type ClientRequest, FIELDS, type FieldName } from './fields.ts';

/** What the tenant made of a create request, where that is not what was asked. One sentence each: asked and got. */
export interface Deviations {
  /** Rights or use other than asked: the client must not be handed out. */
  readonly rights: readonly string[];
  /** Anything else that came back otherwise. */
  readonly other: readonly string[];
}

/** The vendor's name for every right of the owner: what a client gets that asks for no scope. */
export const ALL_SCOPES = 'sp:scopes:all';
/** Stands beside the scopes that were asked for, and adds no right. */
export const DEFAULT_SCOPE = 'sp:scopes:default';

/**
 * Compares the answer to a create request with the request: nothing promises that fields come back as they were sent.
 *
 * @param got the fields of the answer
 */
export function compareWithRequest(
  request: ClientRequest,
  got: Readonly<Record<string, unknown>>,
  quote: Quote,
): Deviations {
  const rights: string[] = [];
  const other: string[] = [];
  const told = (name: FieldName, asked: unknown, came: unknown) => {
    const [wanted, has] = showBoth(name, asked, came, quote);
    return `${name}: asked ${wanted}, got ${has}`;
  };

  const scopes = compareScopes(request.scope, got['scope']);
  if (scopes === 'more') rights.push(told('scope', request.scope, got['scope']));
  if (scopes === 'other') other.push(told('scope', request.scope, got['scope']));

  const { grantTypes, enabled } = request;
  const type = request.type ?? 'CONFIDENTIAL';
  for (const [name, asked] of [
    ['grantTypes', grantTypes],
    ['enabled', enabled],
    ['type', type],
  ] as const) {
    const came = got[name];
    if (isUntold(came)) {
      if (!isNothing(request[name])) other.push(told(name, asked, came));
    } else if (plainForm(asked) !== plainForm(came)) (asked === null ? other : rights).push(told(name, asked, came));
  }
  for (const { name } of FIELDS) {
    if (RIGHTS.includes(name)) continue;
    const asked = request[name];
    if (asked !== undefined && name in got && !isSame(asked, got[name])) other.push(told(name, asked, got[name]));
  }
  return { rights, other };
}

/** What a client may do, and whether it can be used. */
export const RIGHTS: readonly FieldName[] = ['scope', 'grantTypes', 'enabled', 'type'];

/** Compares the scopes of a client, or of its token, with those that were asked for. */
export function compareScopes(asked: readonly string[] | null | undefined, came: unknown): 'same' | 'more' | 'other' {
  if (asked === undefined || asked === null || asked.length === 0) return 'same';
  if (came === undefined || came === null) return 'other';
  const got = scopesIn(came);
  // What cannot be read can be anything, and a client without scopes has every right of its owner.
  if (got === undefined || got.length === 0) return 'more';
  const covered = (scope: string) => scope === DEFAULT_SCOPE || asked.includes(scope) || asked.includes(ALL_SCOPES);
  if (!got.every(covered)) return 'more';
  return got.length === new Set(asked).size && !got.includes(DEFAULT_SCOPE) ? 'same' : 'other';
}

/** Without regard to the order of a list and to case: names of grants, types, true and false. */
function plainForm(value: unknown): string {
  const items = isTextList(value) ? value : [String(value)];
  return [...new Set(items.map(item => item.toUpperCase()))].sort().join(' ');
}

function isSame(asked: unknown, came: unknown): boolean {
  return isNothing(asked) ? isNothing(came) : JSON.stringify(asked) === JSON.stringify(came);
}
