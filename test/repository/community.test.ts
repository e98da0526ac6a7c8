import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { ownerNow } from '../../build/publish-as.ts';

const ours = `https://github.com/${ownerNow()}/idn-oauth-client`;
const tracked = execFileSync('git', ['ls-files', '*.md', '*.yml', '.github/*'], { encoding: 'utf8' })
  .trim()
  .split('\n');
const readme = readFileSync('README.md', 'utf8');
const contributing = readFileSync('CONTRIBUTING.md', 'utf8');

test('each URL of this repository leads to an existing file or page', () => {
  const pages = ['/releases', '/security/advisories/new'];
  const addresses = tracked
    .filter(file => !file.startsWith('docs/recipes'))
    .flatMap(file => [...readFileSync(file, 'utf8').matchAll(new RegExp(`${ours}([^\\s)"'\`>]*)`, 'g'))])
    .map(([, path = '']) => path);
  expect(addresses.length).toBeGreaterThan(5);
  for (const path of addresses.filter(each => !pages.includes(each))) {
    const workflow = /^\/actions\/workflows\/([^/]+)(?:\/badge\.svg)?$/.exec(path)?.[1];
    const file = workflow === undefined ? path.replace('/blob/main/', '') : `.github/workflows/${workflow}`;
    expect(existsSync(file), path).toBe(true);
  }
});

test('the badges show CI, CodeQL, Scorecard and the newest release, and link to them', () => {
  const badges = [...(readme.split('\n')[2] ?? '').matchAll(/\[!\[([^\]]+)\]\((\S+?)\)\]\((\S+?)\)/g)];
  expect(badges.map(([, name]) => name)).toEqual(['CI', 'CodeQL', 'OpenSSF Scorecard', 'Release']);
  const [ci, codeql, scorecard, release] = badges.map(([, , picture, page]) => `${picture} ${page}`);
  for (const badge of [ci, codeql]) {
    const [picture, page] = badge?.split(' ') ?? [];
    expect(picture).toBe(`${page}/badge.svg`);
  }
  expect(scorecard).toMatch(/^https:\/\/api\.scorecard\.dev\/projects\/.* https:\/\/scorecard\.dev\/viewer\/\?uri=/);
  expect(release?.endsWith(` ${ours}/releases`)).toBe(true);
  expect(readFileSync('.github/workflows/scorecard.yml', 'utf8')).toContain('publish_results: true');
});

test('each issue form sets a label that a new repository has, and links to help', () => {
  for (const name of ['bug', 'idea']) {
    const form = load(readFileSync(`.github/ISSUE_TEMPLATE/${name}.yml`, 'utf8')) as {
      labels: string[];
      body: { type: string; attributes: { value?: string } }[];
    };
    expect(['bug', 'enhancement'], name).toEqual(expect.arrayContaining(form.labels));
    expect(form.labels).toHaveLength(1);
    expect(form.body.find(({ type }) => type === 'markdown')?.attributes.value, name).toContain(
      `${ours}/blob/main/docs/`,
    );
  }
  const config = load(readFileSync('.github/ISSUE_TEMPLATE/config.yml', 'utf8')) as {
    contact_links: { name: string; url: string; about: string }[];
  };
  expect(config.contact_links.map(({ url }) => url)).toContain(`${ours}/security/advisories/new`);
  for (const link of config.contact_links) expect(Object.keys(link)).toEqual(['name', 'url', 'about']);
});

test('each npm script that CONTRIBUTING names is in package.json', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = [...contributing.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
  expect(named).toContain('publish-as');
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test('the ruleset protects the tags of releases, and lets the workflow move the tag of the major version', () => {
  const ruleset = JSON.parse(readFileSync('.github/rulesets/release-tags.json', 'utf8'));
  const [pattern = ''] = ruleset.conditions.ref_name.include;
  // In the patterns of a ruleset, `*` does not match a slash.
  const protects = (tag: string) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(`refs/tags/${tag}`);
  expect(['v1.2.3', 'v10.20.30'].filter(protects)).toEqual(['v1.2.3', 'v10.20.30']);
  expect(['v1', 'v10'].filter(protects)).toEqual([]);
  expect(ruleset).toMatchObject({ target: 'tag', enforcement: 'active' });
  // 5 is the id of the administrator role.
  expect(ruleset.bypass_actors).toEqual([{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }]);
  expect(ruleset.conditions).toEqual({ ref_name: { include: [pattern], exclude: [] } });
  expect(ruleset.rules).toEqual([{ type: 'creation' }, { type: 'update' }, { type: 'deletion' }]);
  expect(contributing).toContain('--input .github/rulesets/release-tags.json');
});

test('the ruleset of main requires a pull request whose CI has passed, and forbids deleting or rewriting main', () => {
  const ruleset = JSON.parse(readFileSync('.github/rulesets/main.json', 'utf8'));
  expect(ruleset).toMatchObject({ target: 'branch', enforcement: 'active' });
  expect(ruleset.conditions.ref_name).toEqual({ include: ['~DEFAULT_BRANCH'], exclude: [] });
  const { jobs } = load(readFileSync('.github/workflows/ci.yml', 'utf8')) as { jobs: object };
  // 15368 is GitHub Actions: the status of another app with the same name does not count.
  const checks = Object.keys(jobs).map(context => ({ context, integration_id: 15368 }));
  expect(ruleset.rules).toEqual([
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    {
      type: 'pull_request',
      parameters: {
        required_approving_review_count: 0,
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: false,
        require_last_push_approval: false,
        required_review_thread_resolution: false,
      },
    },
    {
      type: 'required_status_checks',
      parameters: { strict_required_status_checks_policy: false, required_status_checks: checks },
    },
  ]);
  expect(ruleset.bypass_actors).toEqual([{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'pull_request' }]);
  expect(contributing).toContain('--input .github/rulesets/main.json');
});

test('the steps of publishing use the names that the workflow and the rulesets have, and none is left out', () => {
  const steps = contributing.split('## Publishing, once')[1] ?? '';
  const calls = [...steps.replaceAll('\\\n', '').matchAll(/^ *gh api (.*)$/gm)].map(([, call = '']) =>
    call.replaceAll(/ +/g, ' '),
  );
  const { jobs } = load(readFileSync('.github/workflows/release.yml', 'utf8')) as {
    jobs: Record<string, { environment?: string }>;
  };
  const environment = `'repos/{owner}/{repo}/environments/${jobs['release']?.environment}`;
  const { conditions } = JSON.parse(readFileSync('.github/rulesets/release-tags.json', 'utf8'));
  const tags = String(conditions.ref_name.include[0]).replace('refs/tags/', '');
  const policy = ['protected_branches]=false', 'custom_branch_policies]=true'].map(
    each => `-F 'deployment_branch_policy[${each}'`,
  );
  expect(calls).toEqual([
    `-X PUT ${environment}' -F 'reviewers[][type]=User' -F "reviewers[][id]=$(gh api user --jq .id)" ${policy.join(' ')}`,
    `-X POST ${environment}/deployment-branch-policies' -f 'name=${tags}' -f type=tag`,
    "-X POST 'repos/{owner}/{repo}/rulesets' --input .github/rulesets/release-tags.json",
    "-X POST 'repos/{owner}/{repo}/rulesets' --input .github/rulesets/main.json",
    "-X PUT 'repos/{owner}/{repo}/private-vulnerability-reporting'",
  ]);
  for (const text of ['npm run publish-as OWNER', 'two-factor authentication', 'release immutability', 'Marketplace']) {
    expect(steps).toContain(text);
  }
});

test('CODEOWNERS is about all files, and a code of conduct exists', () => {
  expect(readFileSync('.github/CODEOWNERS', 'utf8')).toMatch(new RegExp(`^\\* @${ownerNow()}$`, 'm'));
  expect(readFileSync('.github/CODE_OF_CONDUCT.md', 'utf8')).toMatch(/^# /);
});
