/**
 * Prints the notes of a release: the section of CHANGELOG.md for a tag, and what is attached. Fails when there is no
 * section, when package.json has another version, or when README.md is written for another repository.
 *
 * GITHUB_REPOSITORY=OWNER/NAME node build/release-notes.ts TAG
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Source {
  /** The version in package.json. */
  readonly version: string;
  readonly changelog: string;
  readonly readme: string;
  /** OWNER/NAME of the repository that publishes. */
  readonly repository: string;
}

/** @returns the notes in Markdown */
export function releaseNotes(tag: string, { version, changelog, readme, repository }: Source): string {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and package.json has version ${version}.`);
  const section = changelog.split(/^## /m).find(text => text.startsWith(`[${version}]`));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section [${version}].`);
  const changes = section.split('\n').slice(1).join('\n').trim();
  if (!readme.includes(`uses: ${repository}@`)) {
    const [owner] = repository.split('/');
    throw new Error(
      `README.md has no "uses: ${repository}@…". Run npm run publish-as ${owner}, and commit the result.`,
    );
  }
  const name = `idn-oauth-client-${tag}`;
  return `${changes}

### Assets

\`${name}.tar.gz\` has what runs and nothing more: the tree that a runner downloads for \`uses:\`. Source, tests and the lock
file are in the tag. The attestation says which commit and workflow the archive and \`dist/\` come from:

\`\`\`
gh attestation verify ${name}.tar.gz --repo ${repository} \\
  --signer-workflow ${repository}/.github/workflows/release.yml --source-ref refs/tags/${tag}
\`\`\`

To verify it on a machine without a connection to github.com, first run
\`gh attestation trusted-root > trusted_root.jsonl\` on a machine that has one. Then add
\`--bundle ${name}.intoto.jsonl --custom-trusted-root trusted_root.jsonl\`.`;
}

if (import.meta.main) {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
  const [tag = ''] = process.argv.slice(2);
  const { version } = JSON.parse(read('package.json'));
  const source = {
    version,
    changelog: read('CHANGELOG.md'),
    readme: read('README.md'),
    repository: process.env['GITHUB_REPOSITORY'] ?? '',
  };
  try {
    console.log(releaseNotes(tag, source));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
