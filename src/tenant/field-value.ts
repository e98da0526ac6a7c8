import { isTextList } from '../json.ts';
import type { Quote } from '../text.ts';

/** Whether the tenant says nothing of a field. */
export function isUntold(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Absent, null and empty: the same to a tenant. */
export function isNothing(value: unknown): boolean {
  return isUntold(value) || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The value of a field as a reader of a log sees it, with secrets masked. */
export function showValue(value: unknown, quote: Quote): string {
  if (isNothing(value)) return 'nothing';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return quote(isTextList(value) ? value.join(', ') : value, LONGEST_SHOWN);
}

/** A reviewer wants to see the whole of a list of redirect URIs. */
const LONGEST_SHOWN = 1000;
