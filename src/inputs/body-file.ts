import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { messageOf } from '../errors.ts';
import { isObject } from '../json.ts';
import { parseYaml } from './yaml.ts';

/** Fifteen fields need a thousandth of it. */
const MAX_BYTES = 64 * 1024;

const EXPRESSION = 'holds an expression (${{ …), which is not evaluated in a file; set that field by its input';

/**
 * Reads a request body under the API's own field names.
 *
 * @param path relative to the workspace, inside of it
 * @param workspace the folder that the workflow checked out into
 * @returns the document's keys and values, unchecked
 * @throws Error with what is wrong; it says nothing of the content
 */
export async function readBodyFile(path: string, workspace: string): Promise<Record<string, unknown>> {
  const text = decode(readInside(path, workspace));
  const document = await parseYaml(text, 'typed').catch((error: unknown) => {
    throw new Error(text.includes('${{') ? EXPRESSION : `cannot be read as YAML or JSON: ${messageOf(error)}`);
  });
  if (!isObject(document)) throw new Error('must be a mapping of field names to values');
  // Not in the text: there it may stand in a comment.
  if (JSON.stringify(document).includes('${{')) throw new Error(EXPRESSION);
  return document;
}

/** UTF-8, with or without a byte order mark. Text in another encoding would reach the tenant as other text. */
function decode(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if (bytes.includes(0) || (first >= 0xfe && second >= 0xfe)) {
    throw new Error('is encoded as UTF-16, or is not text; save it as UTF-8');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('is not UTF-8, but probably Latin-1 or Windows-1252; save it as UTF-8');
  }
}

function readInside(path: string, workspace: string): Uint8Array {
  let file: string;
  try {
    file = realpathSync(resolve(workspace, path));
  } catch {
    throw new Error('does not exist in the workspace; is a step with actions/checkout missing before this one?');
  }
  const inside = relative(realpathSync(workspace), file);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
    throw new Error('lies outside the workspace');
  return readSmallFile(file);
}

/** Opened first and looked at then, so that it is the same file; without waiting, because a pipe would never end. */
function readSmallFile(file: string): Uint8Array {
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new Error('is not a file');
    if (stat.size > MAX_BYTES) throw new Error(`is larger than ${MAX_BYTES} bytes`);
    const buffer = Buffer.alloc(MAX_BYTES);
    return buffer.subarray(0, readSync(descriptor, buffer));
  } finally {
    closeSync(descriptor);
  }
}
