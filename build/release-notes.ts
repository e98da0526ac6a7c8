/**
 * Prints the notes of a release: the section of CHANGELOG.md for a tag, and what is attached. Fails when there is no
 * section, or when package.json has another version.
 *
 * node build/release-notes.ts TAG
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Source {
  /** The version in package.json. */
  readonly version: string;
  readonly changelog: string;
}

/** @returns the notes in Markdown */
export function releaseNotes(tag: string, { version, changelog }: Source): string {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and package.json has version ${version}.`);
  const section = changelog.split(/^## /m).find(text => text.startsWith(`[${version}]`));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section [${version}].`);
  const changes = section.split('\n').slice(1).join('\n').trim();
  const name = `idn-oauth-client-${tag}`;
  return `${changes}

### Assets

\`${name}.tar.gz\` has what runs and nothing more: the tree that a runner downloads for \`uses:\`. Source, tests and the lock
file are in the tag. The attestation says which commit and workflow the archive and \`dist/\` come from; it is attached so
that it can be verified offline:

\`\`\`
gh attestation verify ${name}.tar.gz --repo org/idn-oauth-client --bundle ${name}.intoto.jsonl
\`\`\``;
}

if (import.meta.main) {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
  const [tag = ''] = process.argv.slice(2);
  const { version } = JSON.parse(read('package.json'));
  try {
    console.log(releaseNotes(tag, { version, changelog: read('CHANGELOG.md') }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
