/** Prints the section of CHANGELOG.md for a tag; fails when there is none, or when package.json has another version. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const [tag = ''] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const section = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
  .split(/^## /m)
  .find(text => text.startsWith(`[${version}]`));

if (tag !== `v${version}`) {
  console.error(`The tag is ${tag}, and package.json has version ${version}.`);
  process.exitCode = 1;
} else if (section === undefined) {
  console.error(`CHANGELOG.md has no section [${version}].`);
  process.exitCode = 1;
} else {
  console.log(section.split('\n').slice(1).join('\n').trim());
}
