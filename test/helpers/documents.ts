import { readFileSync } from 'node:fs';

/** What people read, from the project's root. */
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'bench/README.md',
  ...['architecture', 'recipes', 'security', 'troubleshooting'].map(name => `docs/${name}.md`),
];

/** The YAML of a page, block by block. */
export function yamlIn(page: string): string[] {
  return yamlBlocks(readFileSync(page, 'utf8'));
}

/** Those of them that are complete workflows. */
export function workflowsIn(page: string): string[] {
  return yamlIn(page).filter(isWorkflow);
}

const isWorkflow = (text: string): boolean => /^jobs:/m.test(text);

const yamlBlocks = (text: string): string[] =>
  [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, block = '']) => block);

/** The complete workflows under a heading of the second level. */
export function workflowsUnder(page: string, heading: string): string[] {
  const section = readFileSync(page, 'utf8')
    .split(/^## /m)
    .find(text => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`${page} has no heading ${heading}`);
  return yamlBlocks(section).filter(isWorkflow);
}
