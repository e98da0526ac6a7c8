import { isDeepStrictEqual } from 'node:util';
import { isPatch, objectionTo, patchable } from './check.ts';
import type { ClientFields } from './clients.ts';
import type { Message } from './responses.ts';

/** The fields by name; a list is never changed in place, only replaced. */
type Document = Map<string, unknown>;

/**
 * Applies a JSON Patch (RFC 6902) to a client. @returns the fields that its operations name, with their new values, or
 * undefined if an operation fails: then nothing may be changed, and `problems` says why.
 * Stricter than SailPoint may be: `move`, `copy`, a value of null and any access to fields that cannot be patched are
 * refused.
 */
export function patched(
  client: ClientFields,
  operations: unknown,
  problems: Message[],
): Partial<ClientFields> | undefined {
  if (!Array.isArray(operations)) {
    problems.push({ de: 'Der Inhalt ist keine JSON-Liste.', en: 'The body is not a JSON array.' });
    return undefined;
  }
  const fields = new Map(Object.entries(client));
  const document: Document = new Map(patchable.map(name => [name, fields.get(name)]));
  const changed = new Set<string>();
  for (const operation of operations) {
    const problem = apply(document, operation, changed);
    if (problem) problems.push(problem);
  }
  const changes = Object.fromEntries([...changed].map(name => [name, document.get(name)]));
  return isPatch(changes, { ...client, ...changes }, problems) ? changes : undefined;
}

/** Adds the changed field to `changed`. @returns why the operation fails */
function apply(document: Document, operation: unknown, changed: Set<string>): Message | undefined {
  if (!isOperation(operation)) {
    return { de: 'Einer Operation fehlt "op" oder "path".', en: 'An operation lacks "op" or "path".' };
  }
  const { op, path, value } = operation;
  if (!['add', 'remove', 'replace', 'test'].includes(op)) {
    return { de: `Die Operation "${op}" ist unbekannt.`, en: `The operation "${op}" is not supported.` };
  }
  // In the description, a value cannot be null.
  if (op !== 'remove' && (value === undefined || value === null)) {
    return { de: `"${op}" von "${path}" hat keinen Wert.`, en: `"${op}" of "${path}" has no value.` };
  }
  // No field name has a character that a JSON Pointer would escape.
  const [start, field = '', index, ...rest] = path.split('/');
  if (start !== '' || !document.has(field) || rest.length > 0) {
    return { de: `Der Pfad "${path}" kann nicht geändert werden.`, en: `The path "${path}" cannot be patched.` };
  }
  const before = document.get(field);
  let after: unknown;
  let target = before;
  if (index === undefined) {
    after = op === 'remove' ? null : value;
  } else {
    const list: unknown[] = Array.isArray(before) ? before : [];
    const at = op === 'add' && index === '-' ? list.length : /^(0|[1-9]\d*)$/.test(index) ? Number(index) : Infinity;
    if (!Array.isArray(before) || at > (op === 'add' ? list.length : list.length - 1)) {
      return { de: `Den Pfad "${path}" gibt es nicht.`, en: `The path "${path}" does not exist.` };
    }
    target = list[at];
    after = list.toSpliced(at, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]));
  }
  // Each operation must be valid, even if a later one removes its value.
  const objection = op === 'add' || op === 'replace' ? objectionTo(field, after) : undefined;
  if (objection) return objection;
  if (op !== 'test') {
    document.set(field, after);
    changed.add(field);
  } else if (!isDeepStrictEqual(target, value)) {
    return { de: `Der Wert von "${path}" ist ein anderer.`, en: `The value of "${path}" is another one.` };
  }
  return undefined;
}

function isOperation(value: unknown): value is { op: string; path: string; value?: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  return 'op' in value && typeof value.op === 'string' && 'path' in value && typeof value.path === 'string';
}
