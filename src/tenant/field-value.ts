import { isTextList } from '../json.ts';
import type { Quote } from '../text.ts';
import type { FieldName } from './fields.ts';

/** A field that was granted differently than requested. */
export interface Deviation {
  readonly name: FieldName;
  readonly requested: unknown;
  readonly granted: unknown;
  /** `wider`: rights that were not requested. `missing`: the tenant says nothing of the field. */
  readonly kind: 'wider' | 'narrower' | 'missing' | 'other';
  readonly patchable: boolean;
}

/** Whether the tenant says nothing of a field. */
export const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** Absent, null and empty: the same to a tenant. */
export const isNothing = (value: unknown): boolean =>
  isMissing(value) || value === '' || (Array.isArray(value) && value.length === 0);

/** The value of a field as a reader of a log sees it, with secrets masked. */
export function showValue(field: FieldName, value: unknown, quote: Quote): string {
  const isEveryRight = field === 'scope' && value !== undefined;
  if (isNothing(value)) return isEveryRight ? 'none, so every right of its owner' : 'nothing';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return quote(isTextList(value) ? value.join(', ') : value, LONGEST_SHOWN);
}

/** Two values that differ: where both would be shown alike, as a list and a text, they are shown as JSON. */
function showBoth(field: FieldName, a: unknown, b: unknown, quote: Quote): readonly [string, string] {
  const [x = '', y = ''] = [a, b].map(value => showValue(field, value, quote));
  if (x !== y) return [x, y];
  const asJson = (value: unknown) => quote(JSON.stringify(value ?? null), LONGEST_SHOWN);
  return [asJson(a), asJson(b)];
}

/** `scope: requested "a", granted "b"` for each field. @param wanted says what the first value is, such as `before` */
export function showDeviations(deviations: readonly Deviation[], quote: Quote, wanted = 'requested'): string {
  const texts = deviations.map(({ name, requested, granted }) => {
    if (granted === undefined)
      return `${name}: ${wanted} ${showValue(name, requested, quote)}, not shown by the tenant`;
    const [first, second] = showBoth(name, requested, granted, quote);
    return `${name}: ${wanted} ${first}, granted ${second}`;
  });
  return texts.join('; ');
}

/** What a field has now, and what it will have. Of lists, the second is what is added and what is removed. */
export function showChange({ name, granted, requested }: Deviation, quote: Quote): readonly [string, string] {
  const isList = isTextList(granted) && isTextList(requested) && granted.length > 0 && requested.length > 0;
  if (!isList) return showBoth(name, granted, requested, quote);
  const part = (verb: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${verb} ${quote(items.join(', '), LONGEST_SHOWN)}`];
  const added = requested.filter(item => !granted.includes(item));
  const removed = granted.filter(item => !requested.includes(item));
  return [showValue(name, granted, quote), [...part('add', added), ...part('remove', removed)].join(', ')];
}

/** A reviewer wants to see the whole of a list of redirect URIs. */
const LONGEST_SHOWN = 1000;
