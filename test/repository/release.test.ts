import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GitHub, publishRelease } from '../../build/publish-release.ts';
import { releaseNotes } from '../../build/release-notes.ts';

interface Release {
  readonly assets: readonly string[];
  readonly latest: boolean;
  readonly isDraft: boolean;
}

/** A git repository with a stub for gh and its releases: of one tag there can be several drafts. */
function scratchRepository() {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  const git = (...args: readonly string[]) => {
    const author = ['-c', 'user.name=Someone', '-c', 'user.email=someone@example.com'];
    return execFileSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8' }).trim();
  };
  git('init', '--quiet');
  const releases: (Release & { readonly tagName: string })[] = [];
  const API = 'repos/{owner}/{repo}';
  const gh: GitHub = args => {
    const [, verb, tag = ''] = args;
    const call = args.join(' ');
    const tagged = /\/commits\/tags\/(\S+)/.exec(call)?.[1];
    if (tagged !== undefined) {
      expect(args).toEqual(['api', `${API}/commits/tags/${tagged}`, '--jq', '.sha']);
      return `${git('rev-parse', `refs/tags/${tagged}^{commit}`)}\n`;
    }
    if (verb === 'list') {
      // Without a limit gh lists thirty.
      expect(args).toEqual(['release', 'list', '--limit', '1000', '--json', 'tagName,isDraft']);
      return JSON.stringify(releases.map(({ tagName, isDraft }) => ({ tagName, isDraft })));
    }
    const own = releases.filter(({ tagName }) => tagName === tag);
    if (verb === 'delete') {
      expect(args).toEqual(['release', 'delete', tag, '--yes']);
      expect(own.length > 0 && own.every(({ isDraft }) => isDraft), 'gh takes any release of the tag').toBe(true);
      const at = releases.findIndex(({ tagName }) => tagName === tag);
      releases.splice(at, 1);
    } else if (verb === 'create') {
      expect(own, 'no release is written twice').toEqual([]);
      git('rev-parse', '--verify', `refs/tags/${tag}`);
      const options = args.indexOf('--title');
      const latest = args.at(-1) === '--latest=true';
      const expected = ['--title', tag, '--notes-file', 'notes.md', '--verify-tag', `--latest=${latest}`];
      expect(args.slice(options)).toEqual(expected);
      releases.push({ tagName: tag, assets: args.slice(3, options), latest, isDraft: false });
    } else if (call.includes('/git/matching-refs/tags/')) {
      const refs = git('for-each-ref', '--format=%(refname)', `refs/tags/${call.split('/tags/')[1]}*`);
      return JSON.stringify(refs.split('\n').map(ref => ({ ref })));
    } else {
      const [, ref = '', sha = ''] = /refs\/(tags\/v\d+) -f sha=(\w+)/.exec(call) ?? [];
      const exists = git('for-each-ref', `refs/${ref}`) !== '';
      const patch = ['api', '--method', 'PATCH', `${API}/git/refs/${ref}`, '-f', `sha=${sha}`, '-F', 'force=true'];
      const post = ['api', '--method', 'POST', `${API}/git/refs`, '-f', `ref=refs/${ref}`, '-f', `sha=${sha}`];
      expect(args).toEqual(exists ? patch : post);
      git('update-ref', `refs/${ref}`, sha);
    }
    return '';
  };
  return {
    releases,
    /** Commits and tags, as a maintainer does. */
    tag(name: string): string {
      git('commit', '--quiet', '--allow-empty', '--message', name);
      git('tag', '--annotate', '--message', name, name);
      return git('rev-parse', 'HEAD');
    },
    /** The steps of the workflow for a tag. */
    release(tag: string, commit = git('rev-parse', `${tag}^{commit}`)): string {
      return publishRelease({ tag, commit, notes: 'notes.md', assets: [`${tag}.tar.gz`, `${tag}.intoto.jsonl`] }, gh);
    },
    /** Moves a tag to a new commit, as someone with the right to push could. */
    move(tag: string): void {
      git('commit', '--quiet', '--allow-empty', '--message', 'later');
      git('tag', '--force', tag);
    },
    tags: () => git('tag', '--list').split('\n'),
    commitOf: (tag: string) => git('rev-parse', `${tag}^{commit}`),
    latest: () => releases.findLast(({ latest }) => latest)?.tagName,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

test('a release has its assets, and the tag of the major version moves to it', () => {
  using repository = scratchRepository();
  repository.tag('v1.0.0');
  repository.release('v1.0.0');
  expect(repository.commitOf('v1')).toBe(repository.commitOf('v1.0.0'));
  repository.tag('v1.1.0');
  repository.release('v1.1.0');
  expect(repository.commitOf('v1')).toBe(repository.commitOf('v1.1.0'));
  expect(repository.releases.at(-1)?.assets).toEqual(['v1.1.0.tar.gz', 'v1.1.0.intoto.jsonl']);
});

test('a second run of the same tag changes nothing', () => {
  using repository = scratchRepository();
  repository.tag('v1.0.0');
  repository.release('v1.0.0');
  const before = structuredClone(repository.releases);
  repository.release('v1.0.0');
  expect(repository.releases).toEqual(before);
  expect(repository.commitOf('v1')).toBe(repository.commitOf('v1.0.0'));
});

test('nothing is written if the tag was moved after the tests ran', () => {
  using repository = scratchRepository();
  const tested = repository.tag('v1.0.0');
  repository.move('v1.0.0');
  expect(() => repository.release('v1.0.0', tested)).toThrow(
    `v1.0.0 is at commit ${repository.commitOf('v1.0.0')} now, and this run is for ${tested}.`,
  );
  expect(repository.releases).toEqual([]);
  expect(repository.tags()).toEqual(['v1.0.0']);
});

test('a second run publishes the draft that a failed run left', () => {
  using repository = scratchRepository();
  repository.tag('v1.0.0');
  const draft = { tagName: 'v1.0.0', assets: [], latest: false, isDraft: true };
  repository.releases.push(draft, draft);
  repository.release('v1.0.0');
  expect(repository.releases).toEqual([
    { tagName: 'v1.0.0', assets: ['v1.0.0.tar.gz', 'v1.0.0.intoto.jsonl'], latest: true, isDraft: false },
  ]);
});

test('a draft next to a published release of the tag is left alone, because gh might delete the published one', () => {
  using repository = scratchRepository();
  repository.tag('v1.0.0');
  repository.release('v1.0.0');
  repository.releases.unshift({ tagName: 'v1.0.0', assets: [], latest: false, isDraft: true });
  const before = structuredClone(repository.releases);
  repository.release('v1.0.0');
  expect(repository.releases).toEqual(before);
});

test('a backport does not move the major tag backwards', () => {
  using repository = scratchRepository();
  for (const tag of ['v1.2.0', 'v1.1.9']) repository.tag(tag);
  repository.release('v1.2.0');
  expect(repository.release('v1.1.9')).toBe('v1 stays where it is: a newer version is published.');
  expect(repository.commitOf('v1')).toBe(repository.commitOf('v1.2.0'));
  expect(repository.latest()).toBe('v1.2.0');
});

test('a newer version whose release is still a draft does not keep the major tag from moving', () => {
  using repository = scratchRepository();
  repository.tag('v1.0.0');
  repository.tag('v1.1.0');
  repository.releases.push({ tagName: 'v1.1.0', assets: [], latest: false, isDraft: true });
  repository.release('v1.0.0');
  expect(repository.commitOf('v1')).toBe(repository.commitOf('v1.0.0'));
});

const versions = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 })),
  { minLength: 2, maxLength: 4, selector: String },
);
const byNumber = new Intl.Collator('en', { numeric: true });

test('in any order of releases, repeated or not, each major tag and the latest release are the newest versions', () => {
  fc.assert(
    fc.property(versions, fc.boolean(), (given, twice) => {
      using repository = scratchRepository();
      const tags = given.map(numbers => `v${numbers.join('.')}`);
      for (const tag of tags) repository.tag(tag);
      for (const tag of [...tags, ...(twice ? tags : [])]) repository.release(tag);
      const newest = (of: readonly string[]) => [...of].sort(byNumber.compare).at(-1) ?? '';
      expect(repository.latest()).toBe(newest(tags));
      for (const major of new Set(tags.map(tag => tag.slice(0, 2)))) {
        const own = tags.filter(tag => tag.startsWith(`${major}.`));
        expect(repository.commitOf(major), tags.join(' ')).toBe(repository.commitOf(newest(own)));
      }
    }),
    { numRuns: 5 },
  );
});

test.each(['v1', 'v1.2', 'v1.2.3-rc.1', 'main', ''])('%j is refused as a tag of a release', tag => {
  const gh = () => expect.unreachable('nothing is requested from GitHub');
  expect(() => publishRelease({ tag, commit: '', notes: '', assets: [] }, gh)).toThrow('is no tag of a release');
});

const changelog =
  '# Changelog\n\n## [Unreleased]\n\n- Later\n\n## [1.2.0] - 2026-11-29\n\n### Added\n\n- This\n\n## [1.1.0]\n\n- Old\n';

const source = {
  version: '1.2.0',
  changelog,
  readme: '- uses: acme/idn-oauth-client@v1',
  repository: 'acme/idn-oauth-client',
};

test('release notes have the section of CHANGELOG.md, the assets, and how to verify them online and offline', () => {
  const notes = releaseNotes('v1.2.0', source);
  expect(notes).toMatch(/^### Added\n\n- This\n/);
  expect(notes).not.toMatch(/Later|Old/);
  expect(notes).toContain('what runs and nothing more');
  expect(notes).toContain('Source, tests and the lock\nfile are in the tag');
  expect(notes).toContain(`gh attestation verify idn-oauth-client-v1.2.0.tar.gz --repo acme/idn-oauth-client \\
  --signer-workflow acme/idn-oauth-client/.github/workflows/release.yml --source-ref refs/tags/v1.2.0\n`);
  expect(notes).toContain('gh attestation trusted-root > trusted_root.jsonl');
  expect(notes).toContain('--bundle idn-oauth-client-v1.2.0.intoto.jsonl --custom-trusted-root trusted_root.jsonl');
});

test('there are no notes for a tag that does not match package.json and CHANGELOG.md', () => {
  expect(() => releaseNotes('v1.2.0', { ...source, version: '1.2.1' })).toThrow(
    'The tag is v1.2.0, and package.json has version 1.2.1.',
  );
  expect(() => releaseNotes('v1.3.0', { ...source, version: '1.3.0' })).toThrow('CHANGELOG.md has no section [1.3.0].');
});

test.each(['org/idn-oauth-client', 'acme/idn-oauth', 'me/idn-oauth-client'])(
  'there are no notes for the repository %s if README.md is written for acme/idn-oauth-client',
  repository => {
    expect(() => releaseNotes('v1.2.0', { ...source, repository })).toThrow(
      `README.md has no "uses: ${repository}@…".`,
    );
  },
);

test('the archive of a release has only the files that run and the documents', () => {
  // From the working tree, so that a new file is included before it is committed.
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  const top = [
    ...new Set(
      tracked
        .trim()
        .split('\n')
        .map(path => path.split('/')[0] ?? ''),
    ),
  ];
  const ignored = new Set(
    [...readFileSync('.gitattributes', 'utf8').matchAll(/^\/(\S+) export-ignore$/gm)].map(([, path]) => path),
  );
  expect(top.filter(path => !ignored.has(path)).sort()).toEqual([
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'action.yml',
    'dist',
    'package.json',
    'prune',
    'unseal',
  ]);
});
