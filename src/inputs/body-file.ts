import { constants, promises } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { systemClock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import { isObject } from '../json.ts';
import { seconds } from '../text.ts';
import { parseYaml } from './yaml.ts';

/** Far more than a request needs. */
const MAX_BYTES = 64 * 1024;
const EXPRESSION =
  'contains an expression (${{ …), which GitHub does not evaluate in this file; set that field with its input instead';

/**
 * The request body under the API's own field names, unchecked. @param path relative to the workspace
 * @param timeout in milliseconds: a file system may hang @throws Error with what is wrong; it says nothing of the content
 */
export async function readBodyFile(path: string, env: NodeJS.ProcessEnv, timeout: number) {
  const text = decode(await inTime(readInside(path, env), timeout));
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
  if (bytes.includes(0)) throw new Error('is encoded as UTF-16, or is not text; save it as UTF-8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('is not UTF-8, but probably Latin-1 or Windows-1252; save it as UTF-8');
  }
}

async function readInside(path: string, env: NodeJS.ProcessEnv): Promise<Uint8Array> {
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  const file = await promises.realpath(resolve(workspace, path)).catch(() => {
    throw new Error('does not exist in the workspace; is a step with actions/checkout missing before this one?');
  });
  for (const folder of [workspace, env['RUNNER_TEMP'] || workspace]) {
    if (await isInside(file, folder)) return readSmallFile(file);
  }
  throw new Error('is outside the workspace and the folder for temporary files (RUNNER_TEMP)');
}

async function isInside(file: string, folder: string): Promise<boolean> {
  const path = relative(await promises.realpath(folder).catch(() => folder), file);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** Opened first and then checked, so that both are the same file. Without O_NONBLOCK (not on Windows) a pipe never opens. */
async function readSmallFile(file: string): Promise<Uint8Array> {
  const handle = await promises.open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Error('is not a file');
    if (stat.size > MAX_BYTES) throw new Error(`is larger than ${MAX_BYTES} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** @throws Error when it takes longer */
async function inTime<T>(work: Promise<T>, timeout: number): Promise<T> {
  let cancel = () => {};
  const late = new Promise<never>((_, reject) => {
    cancel = systemClock().after(timeout, () => reject(new Error(`could not be read within ${seconds(timeout)}`)));
  });
  return Promise.race([work, late]).finally(cancel);
}
