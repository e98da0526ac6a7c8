/**
 * Copies the workflows of examples/ into the pages that show them: `npm run examples`. Dependabot updates the files; a
 * test fails while a page shows something else.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A block that shows a file: all of it, or the steps of its (only) job from the first number to the second. */
const SHOWN = /^<!-- (examples\/\S+)(?:, steps (\d+) to (\d+))? -->\n```yaml\n.*?^```$/gms;

/** The pages that show examples. */
export const PAGES = ['README.md', 'docs/recipes.md'];

/** @returns the page with each block that shows an example as the file is now */
export function withExamples(page: string): string {
  return page.replaceAll(SHOWN, (block, file: string, first?: string, last?: string) => {
    const text = readFileSync(join(root, file), 'utf8');
    const shown =
      first === undefined
        ? text
        : steps(text)
            .slice(Number(first) - 1, Number(last))
            .join('');
    return `${block.slice(0, block.indexOf('\n'))}\n\`\`\`yaml\n${shown}\`\`\``;
  });
}

/** The steps of a workflow with one job, each as it would stand alone. */
function steps(workflow: string): string[] {
  const [, ...found] = workflow.split(/^(?= {6}- )/m);
  return found.map(step => step.replaceAll(/^ {6}/gm, ''));
}

if (import.meta.main) {
  for (const page of PAGES) {
    const path = join(root, page);
    writeFileSync(path, withExamples(readFileSync(path, 'utf8')));
  }
}
