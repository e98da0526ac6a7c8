/** Writes the workflows of the documents into a folder, for actionlint: `node recipes.ts FOLDER`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES, workflowsIn } from '../helpers/documents.ts';

const folder = process.argv[2] ?? '.';
mkdirSync(folder, { recursive: true });
for (const [index, text] of PAGES.flatMap(workflowsIn).entries()) writeFileSync(join(folder, `${index}.yml`), text);
