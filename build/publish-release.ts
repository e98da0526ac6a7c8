/**
 * Writes the release of a tag with its assets, and moves the tag of the major version to it. It may run again for the same
 * tag, and for a backport: the major tag never moves backwards. Fails when the tag was moved to another commit since the
 * workflow began. Deletes a draft of this tag. Needs git and gh, and no package.
 *
 * node build/publish-release.ts TAG NOTES ASSET...
 */
import { execFileSync } from 'node:child_process';

/** Runs gh; @returns what it prints */
export type GitHub = (args: readonly string[]) => string;

interface Release {
  readonly tag: string;
  readonly commit: string;
  /** The file with the notes. */
  readonly notes: string;
  readonly assets: readonly string[];
}

/** @returns the three numbers of v1.2.3; undefined for any other tag */
function version(tag: string): readonly number[] | undefined {
  return /^v(\d+)\.(\d+)\.(\d+)$/.exec(tag)?.slice(1).map(Number);
}

function isNewer(one: readonly number[], other: readonly number[]): boolean {
  const different = one.findIndex((number, index) => number !== other[index]);
  return different >= 0 && (one[different] ?? 0) > (other[different] ?? 0);
}

/**
 * Writes the release unless it is published, and moves the major tag unless a newer version of it is published.
 *
 * @returns what became of the major tag
 */
export function publishRelease({ tag, commit, notes, assets }: Release, gh: GitHub): string {
  const own = version(tag);
  if (own === undefined) throw new Error(`${tag} is no tag of a release, such as v1.2.3`);
  // A person approves what the tests saw, and the tag may have moved in between.
  const tagged = gh(['api', `repos/{owner}/{repo}/commits/tags/${tag}`, '--jq', '.sha']).trim();
  if (tagged !== commit) throw new Error(`${tag} is at commit ${tagged} now, and this run is for ${commit}.`);
  const releases: readonly { tagName: string; isDraft: boolean }[] = JSON.parse(
    gh(['release', 'list', '--limit', '1000', '--json', 'tagName,isDraft']),
  );
  const newer = releases.flatMap(({ tagName, isDraft }) => {
    const other = isDraft ? undefined : version(tagName);
    return other !== undefined && isNewer(other, own) ? [other] : [];
  });

  // gh uploads to a draft and then publishes it, as an immutable release needs. A draft is what a run left that died; with
  // a published release of the tag, nothing is deleted, because gh might take that one.
  const same = releases.filter(({ tagName }) => tagName === tag);
  if (same.every(({ isDraft }) => isDraft)) {
    for (const _ of same) gh(['release', 'delete', tag, '--yes']);
    const latest = `--latest=${newer.length === 0}`;
    gh(['release', 'create', tag, ...assets, '--title', tag, '--notes-file', notes, '--verify-tag', latest]);
  }

  const major = `v${own[0]}`;
  if (newer.some(([first]) => first === own[0])) return `${major} stays where it is: a newer version is published.`;
  const refs: readonly { ref: string }[] = JSON.parse(
    gh(['api', `repos/{owner}/{repo}/git/matching-refs/tags/${major}`]),
  );
  const to = ['-f', `sha=${commit}`];
  if (refs.some(({ ref }) => ref === `refs/tags/${major}`)) {
    gh(['api', '--method', 'PATCH', `repos/{owner}/{repo}/git/refs/tags/${major}`, ...to, '-F', 'force=true']);
  } else {
    gh(['api', '--method', 'POST', 'repos/{owner}/{repo}/git/refs', '-f', `ref=refs/tags/${major}`, ...to]);
  }
  return `${major} is ${tag}.`;
}

if (import.meta.main) {
  const run = (program: string, args: readonly string[]) =>
    execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const [tag = '', notes = '', ...assets] = process.argv.slice(2);
  const commit = run('git', ['rev-parse', 'HEAD']).trim();
  console.log(publishRelease({ tag, commit, notes, assets }, args => run('gh', args)));
}
