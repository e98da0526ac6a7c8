import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { messageOf } from '../errors.ts';
import { isObject } from '../json.ts';
import { parseYaml } from './yaml.ts';

/** Fifteen fields need a thousandth of it. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a request body under the API's own field names.
 *
 * @param path relative to the workspace, inside of it
 * @param workspace the folder that the workflow checked out into
 * @returns the document's keys and values, unchecked
 * @throws Error with what is wrong; it says nothing of the content
 */
export async function readBodyFile(path: string, workspace: string): Promise<Record<string, unknown>> {
  const document = await parseYaml(readInside(path, workspace), 'typed').catch((error: unknown) => {
    throw new Error(`cannot be read as YAML or JSON: ${messageOf(error)}`);
  });
  if (!isObject(document)) throw new Error('must be a mapping of field names to values');
  return document;
}

function readInside(path: string, workspace: string): string {
  let file: string;
  try {
    file = realpathSync(resolve(workspace, path));
  } catch {
    throw new Error('does not exist (the path is relative to the workspace; is actions/checkout missing?)');
  }
  const inside = relative(realpathSync(workspace), file);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
    throw new Error('lies outside the workspace');
  return readSmallFile(file);
}

/** Opened first and looked at then, so that it is the same file; without waiting, because a pipe would never end. */
function readSmallFile(file: string): string {
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new Error('is not a file');
    if (stat.size > MAX_BYTES) throw new Error(`is larger than ${MAX_BYTES} bytes`);
    const buffer = Buffer.alloc(MAX_BYTES);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer));
  } finally {
    closeSync(descriptor);
  }
}
