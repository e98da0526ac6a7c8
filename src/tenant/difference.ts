import { isTextList } from '../json.ts';
import { unescapeHtml } from '../text.ts';
import { evenName } from './client.ts';
import { scopesIn } from './connection.ts';
import { isNothing, isUntold } from './field-value.ts';
import { FIELDS, type FieldName, type Row } from './fields.ts';
import { ALL_SCOPES, DEFAULT_SCOPE } from './grant.ts';

/** A field whose value in the tenant is not the one that is asked for. */
export interface Difference {
  readonly name: FieldName;
  readonly old: unknown;
  readonly asked: unknown;
  /** Whether the API can change it. */
  readonly patchable: boolean;
}

/** Of RFC 6902, with a path of one field. Each may be repeated. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/**
 * The fields in which a client of the tenant differs from what is asked for.
 *
 * Null, absent and empty are alike. Of texts, white space, Unicode form and HTML escapes are evened out, of the home
 * page a slash at the end, too: tenants store them in a form of their own. Grant types and scopes are sets. Redirect
 * URIs are compared in their order and character by character, as the tenant compares them when somebody signs in
 * (RFC 3986 section 6.2.1): `/callback` and `/callback/` are two.
 *
 * @param names the fields to compare
 * @param has the client's fields, as the tenant tells them
 */
export function differences(
  names: readonly FieldName[],
  asked: Readonly<Record<string, unknown>>,
  has: Readonly<Record<string, unknown>>,
): Difference[] {
  return FIELDS.flatMap(row => {
    const { name, patchable } = row;
    if (!names.includes(name) || formOf(row, asked[name]) === formOf(row, has[name])) return [];
    return [{ name, patchable, old: has[name], asked: asked[name] }];
  });
}

/** A text that is the same for values that mean the same. */
function formOf({ kind, required }: Row, value: unknown): string {
  if (kind === 'scopes') {
    // Without a scope a client has every right of its owner.
    const scopes = isNothing(value) ? [ALL_SCOPES] : scopesIn(value);
    return formOfSet(scopes?.filter(scope => scope !== DEFAULT_SCOPE) ?? value);
  }
  // Tenants leave flags out that are false; but nobody knows of one that leaves out that a client is disabled.
  if (isNothing(value)) return kind === 'boolean' && !required ? 'false' : '';
  if (kind === 'choice') return String(value).toUpperCase();
  if (kind === 'choices') return formOfSet(value).toUpperCase();
  if (typeof value !== 'string') return JSON.stringify(value);
  const text = evenName(unescapeHtml(value));
  return kind === 'uri' ? text.replace(/\/$/, '') : text;
}

function formOfSet(value: unknown): string {
  return JSON.stringify(isTextList(value) ? [...new Set(value)].sort() : value);
}

/**
 * The body of a PATCH request. A value must not be null (the vendor's JsonPatchOperation), and only what is there can be
 * replaced (RFC 6902 section 4.3).
 */
export function toPatch(changes: readonly Difference[]): PatchOperation[] {
  return changes.map(({ name, old, asked: value }) => {
    const path = `/${name}`;
    if (value === null) return { op: 'remove', path };
    return { op: isUntold(old) ? 'add' : 'replace', path, value };
  });
}
