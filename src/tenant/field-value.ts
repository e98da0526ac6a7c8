import { isTextList } from '../json.ts';
import type { Quote } from '../text.ts';
import type { FieldName } from './fields.ts';

/** Whether the tenant says nothing of a field. */
export function isUntold(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Absent, null and empty: the same to a tenant. */
export function isNothing(value: unknown): boolean {
  return isUntold(value) || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The value of a field as a reader of a log sees it, with secrets masked. */
export function showValue(field: FieldName, value: unknown, quote: Quote): string {
  if (field === 'scope' && isNothing(value) && !isUntold(value)) return 'none, so every right of its owner';
  if (isNothing(value)) return 'nothing';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return quote(isTextList(value) ? value.join(', ') : value, LONGEST_SHOWN);
}

/** Two values of a field that differ: where both would be shown alike, as a list and a text, they are shown as JSON. */
export function showBoth(field: FieldName, a: unknown, b: unknown, quote: Quote): readonly [string, string] {
  const [x, y] = [a, b].map(value => showValue(field, value, quote));
  if (x !== undefined && y !== undefined && x !== y) return [x, y];
  const asJson = (value: unknown) => quote(JSON.stringify(value ?? null), LONGEST_SHOWN);
  return [asJson(a), asJson(b)];
}

/** A reviewer wants to see the whole of a list of redirect URIs. */
const LONGEST_SHOWN = 1000;
