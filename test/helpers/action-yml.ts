import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { ActionYml as Runnable } from '../runner/environment.ts';

export interface ActionYml extends Runnable {
  readonly inputs: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: Runnable['runs'] & { readonly using: string };
}

/** @param folder of the action, from the project's root */
export function readActionYml(folder: string): ActionYml {
  return load(readFileSync(join(folder, 'action.yml'), 'utf8')) as ActionYml;
}

const readme = readFileSync('README.md', 'utf8');

/** The rows of the README's tables under a heading: the name, then its default and the meaning as one text. */
export function readmeTable(heading: string): Map<string, string> {
  const section = readme.split(`\n### ${heading}\n`)[1]?.split(/\n##/)[0] ?? '';
  return new Map(
    [...section.matchAll(/^\| `([^`]+)`(.* \| .*) \|$/gm)].map(([, name = '', text = '']) => [name, text]),
  );
}
