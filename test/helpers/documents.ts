import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What people read, from the project's root. */
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'bench/README.md',
  ...readdirSync('docs')
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
];

/** The workflows of examples/, as the names of their files without `.yml`. */
export const EXAMPLES = readdirSync('examples')
  .filter(name => name.endsWith('.yml'))
  .map(name => name.replace(/\.yml$/, ''));

export function readExample(name: string): string {
  return readFileSync(join('examples', `${name}.yml`), 'utf8').replaceAll('\r\n', '\n');
}

/** The YAML of a page, block by block. */
export function yamlIn(page: string): string[] {
  return [
    ...readFileSync(page, 'utf8')
      .replaceAll('\r\n', '\n')
      .matchAll(/^```yaml\n(.*?)^```/gms),
  ].map(([, block = '']) => block);
}
