import type { Deviation } from './comparison.ts';
import { isMissing } from './field-value.ts';

/** An operation of RFC 6902 on one field. Repeating it is harmless. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/**
 * The body of a PATCH request that gives each field the requested value. A value must not be null (SailPoint's
 * JsonPatchOperation), and only what exists can be replaced (RFC 6902 section 4.3).
 */
export function toPatch(changes: readonly Deviation[]): PatchOperation[] {
  return changes.map(({ name, granted, requested: value }) => {
    const path = `/${name}`;
    if (value === null) return { op: 'remove', path };
    return { op: isMissing(granted) ? 'add' : 'replace', path, value };
  });
}
