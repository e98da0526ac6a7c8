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
  return [...readFileSync(page, 'utf8').matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text = '']) => text);
}

/** Those of them that are complete workflows. */
export function workflowsIn(page: string): string[] {
  return yamlIn(page).filter(text => /^jobs:/m.test(text));
}
