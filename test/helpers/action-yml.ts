import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

export interface ActionYml {
  readonly inputs: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

/** @param folder of the action, from the project's root */
export function readActionYml(folder: string): ActionYml {
  return load(readFileSync(join(folder, 'action.yml'), 'utf8')) as ActionYml;
}

const readme = readFileSync('README.md', 'utf8');

/** The rows of the README's tables under a heading: name in code font, then the other columns as one text. */
export function readmeTable(heading: string): Map<string, string> {
  const section = readme.split(`\n### ${heading}\n`)[1]?.split(/\n##/)[0] ?? '';
  return new Map([...section.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name = '', text = '']) => [name, text]));
}
