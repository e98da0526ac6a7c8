import { readFileSync } from 'node:fs';
import { decodeFile } from './files.ts';

/**
 * Reads a file of problem matchers as the runner does. Unlike the runner, it does not apply them to the following lines.
 *
 * @returns what is wrong with it, if anything
 */
export function readMatchers(file: string): string | undefined {
  try {
    const text = decodeFile(readFileSync(file));
    if (text !== '') JSON.parse(text);
    return undefined;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? `Could not find file '${file}'.` : String(error);
  }
}
