import { isTextList } from '../json.ts';
import { unescapeHtml } from '../text.ts';
import { normalizedName } from './client.ts';
import { scopesIn } from './connection.ts';
import { type Deviation, isMissing, isNothing } from './field-value.ts';
import { FIELDS, type FieldName, type Fields, type Row } from './fields.ts';
import { withoutRequestIds } from './request-id.ts';

/** SailPoint's name for every right of the owner: what a client gets that requests no scope. */
export const ALL_SCOPES = 'sp:scopes:all';
/** The tenant may add it to the requested scopes; it adds no right (authorization page of SailPoint's reference). */
export const DEFAULT_SCOPE = 'sp:scopes:default';

type Options = { readonly names?: readonly FieldName[]; readonly exactUris?: boolean };

/**
 * Compares field by field. These make no difference: the order of lists, the case of scopes and choices, `sp:scopes:default`
 * among others, no scopes instead of `sp:scopes:all`, numbers and flags as texts, HTML escapes, white space, Unicode form, a
 * slash at the end of a URL.
 * @param names the fields to compare; without it those that were requested, and the client's type
 * @param exactUris a slash at the end of a redirect URI counts: at a sign-in `/callback` and `/callback/` are two
 */
export function compare(requested: Fields, granted: Fields, { names, exactUris = false }: Options = {}): Deviation[] {
  return FIELDS.flatMap((row: Row & { readonly name: FieldName }) => {
    const { name, patchable } = row;
    const has = granted[name];
    // A client that does not say otherwise is CONFIDENTIAL (schema CreateOAuthClientRequest).
    const isDefault = name === 'type' && requested[name] === undefined;
    const want = isDefault ? 'CONFIDENTIAL' : requested[name];
    const isCompared = names === undefined ? want !== undefined : names.includes(name);
    if (!isCompared || (isDefault && isMissing(has))) return [];
    if (formOf(row, want, exactUris) === formOf(row, has, exactUris)) return [];
    return [{ name, patchable, requested: want, granted: has, kind: kindOf(row, want, has) }];
  });
}

function kindOf(row: Row, requested: unknown, granted: unknown): Deviation['kind'] {
  if (row.kind === 'scopes' && granted !== undefined) {
    const [want, has] = [scopeSet(requested), scopeSet(granted)];
    if (want === undefined || has === undefined) return 'other';
    return want.has(ALL_SCOPES) || isSubset(has, want) ? 'narrower' : 'wider';
  }
  if (isMissing(granted)) return 'missing';
  if (!row.right || isMissing(requested)) return 'other';
  if (row.kind === 'choices') return isSubset(nameSet(granted), nameSet(requested)) ? 'narrower' : 'wider';
  return row.kind === 'boolean' && String(granted).toLowerCase() !== 'true' ? 'narrower' : 'wider';
}

/** A text that is the same for values that mean the same. */
function formOf({ kind, required, name }: Row, value: unknown, exactUris: boolean): string {
  if (kind === 'scopes') return value === undefined ? 'undefined' : setForm(scopeSet(value) ?? [String(value)]);
  // Tenants leave out flags that are false; that a client is disabled is not known to be left out.
  if (isNothing(value)) return kind === 'boolean' && !required ? 'false' : '';
  if (kind === 'choices') return setForm(nameSet(value));
  if (kind === 'redirect URIs') return setForm(textsOf(value).map(exactUris ? plainText : plainUri));
  const text = String(value);
  if (kind === 'choice' || kind === 'boolean') return text.toLowerCase();
  if (kind === 'uri') return plainUri(text);
  return kind === 'integer' ? text.trim() : plainText(name === 'description' ? withoutRequestIds(text) : text);
}

/** Lower case, without the default scope where there are others; undefined where the value has no scopes. */
export function scopeSet(value: unknown): ReadonlySet<string> | undefined {
  const scopes = scopesIn(value ?? [])?.map(scope => scope.toLowerCase());
  if (scopes === undefined) return undefined;
  if (scopes.length === 0) return new Set([ALL_SCOPES]);
  const others = scopes.filter(scope => scope !== DEFAULT_SCOPE);
  return new Set(others.length > 0 ? others : scopes);
}

const nameSet = (value: unknown): ReadonlySet<string> => new Set(textsOf(value).map(text => text.toLowerCase()));
const textsOf = (value: unknown): readonly string[] => (isTextList(value) ? value : [String(value)]);

/** Whether each item of `part` is in `whole`; the default scope, which adds no right, does not count. */
const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean =>
  [...part].every(item => item === DEFAULT_SCOPE || whole.has(item));

const setForm = (items: Iterable<string>): string => JSON.stringify([...new Set(items)].sort());
const plainText = (text: string): string => normalizedName(unescapeHtml(text));
const plainUri = (text: string): string => plainText(text).replace(/\/$/, '');
