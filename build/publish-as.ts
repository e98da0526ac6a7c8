/**
 * Replaces the owner of this repository in every tracked file. Until it is published that is `org`, which stands for one.
 *
 * npm run publish-as OWNER
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** This program and its tests speak of the replacement itself; the build makes `dist/`. */
const SPARED = [':!build/publish-as.ts', ':!test/*/publish-as.test.ts', ':!dist'];

/** @returns a text with another owner, and without the sentences that ask for one */
export function publishedAs(owner: string, before: string, text: string): string {
  return text
    .replaceAll(new RegExp(`(?<![\\w.-])${before}(?=\\\\?/idn-oauth-client)`, 'g'), owner)
    .replaceAll(new RegExp(`(?<![\\w.-])@${before}(?![\\w.-])`, 'g'), `@${owner}`)
    .replaceAll(/`org` is the account that publishes\s[^.]*\.\s/g, '');
}

/** @returns the owner that README names */
export function ownerNow(): string {
  const [, owner] = /uses: ([\w-]+)\/idn-oauth-client@/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  if (owner === undefined) throw new Error('README.md has no example with uses: OWNER/idn-oauth-client');
  return owner;
}

/** @returns the files that changed */
function publishAs(owner: string, before: string): string[] {
  const grep = ['grep', '-lIz', '-w', '-e', before, '--', '.', ...SPARED];
  const files = execFileSync('git', grep, { cwd: root, encoding: 'utf8' }).split('\0').slice(0, -1);
  return files.filter(file => {
    const text = readFileSync(join(root, file), 'utf8');
    const published = publishedAs(owner, before, text);
    if (published !== text) writeFileSync(join(root, file), published);
    return published !== text;
  });
}

if (import.meta.main) {
  const [owner = ''] = process.argv.slice(2);
  if (/^[a-z\d](?:-?[a-z\d]){0,38}$/i.test(owner) && owner.length <= 39) {
    const changed = publishAs(owner, ownerNow());
    // A longer or shorter name changes where the lines of code break.
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const code = changed.filter(file => file.endsWith('.ts'));
    if (code.length > 0) execFileSync(process.execPath, [biome, 'format', '--write', ...code], { cwd: root });
    console.log(`${changed.length} files name ${owner} now. Run npm test, then commit them.`);
  } else {
    console.error('Give the name of a GitHub user or organization: npm run publish-as OWNER');
    process.exitCode = 1;
  }
}
