/**
 * Measures how long the action takes: `npm run bench`, or `npm run bench -- --json` for programs. Everything runs on
 * loopback against the simulated tenant. bench/README.md explains the results.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from '../test/helpers/install-packages.ts';
import { connectionTo } from '../test/helpers/scenario.ts';
import { runStep, startJob } from '../test/runner/runner.ts';
import { type KeyAndCert, selfSigned } from '../test/tenant/certificate.ts';
import { startTenant, type Tenant } from '../test/tenant/tenant.ts';
import { farTenant } from './far-tenant.ts';

const ROUNDS = 40;
/** The round trip of the link to a distant tenant, in milliseconds. */
const ROUND_TRIP = 40;
const SDK = 'sailpoint-api-client@1.4.15';
const UNLIMITED = { requests: Number.POSITIVE_INFINITY, perMs: 1 };
/** SailPoint's limit, for each token. */
const LIMIT = { requests: 100, perMs: 10_000 };

const root = join(import.meta.dirname, '..');
/** A certificate authority created for this run. */
const certificate = selfSigned();
const caFolder = mkdtempSync(join(tmpdir(), 'bench-ca-'));
const caFile = join(caFolder, 'ca.pem');
writeFileSync(caFile, certificate.cert);
const json = process.argv.includes('--json');

interface Contender {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Record<string, string>;
  /** Whether a client must exist in the tenant afterwards, with its secret in the outputs. */
  readonly creates: boolean;
}

interface Timing {
  readonly name: string;
  /** Milliseconds. */
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** Ratio to the median of the minimal program. */
  readonly ratio: number;
}

/** A tool that is not installed is skipped with a message. */
function contenders(sdkFolder: string | undefined): Contender[] {
  const node = process.execPath;
  const hasCurl = ['curl', 'jq', 'bash'].every(tool => spawnSync(tool, ['--version']).status === 0);
  return [
    { name: 'this action', command: [node, join(root, 'dist', 'main.js')], creates: true },
    { name: 'minimal Node program', command: [node, join(root, 'bench', 'minimal.cjs')], creates: true },
    { name: 'the same with the two libraries', command: [node, bundleLibraries()], creates: true },
    ...(hasCurl
      ? [{ name: 'curl and jq', command: ['bash', join(root, 'bench', 'curl.sh')] as const, creates: true }]
      : []),
    ...(sdkFolder === undefined
      ? []
      : [
          {
            name: "SailPoint's SDK",
            command: [node, join(root, 'bench', 'sdk.cjs')] as const,
            env: { SDK_FOLDER: sdkFolder },
            creates: true,
          },
        ]),
    ...beforeThisVersion(node),
    { name: 'an empty Node program', command: [node, join(root, 'bench', 'empty.cjs')], creates: false },
    {
      name: 'the post step of a plain client',
      command: [node, join(root, 'dist', 'post.js')],
      env: { STATE_outcome: 'done', STATE_plan: '{}', STATE_credential: 'x' },
      creates: false,
    },
    {
      name: 'this action, failing on an invalid input',
      command: [node, join(root, 'dist', 'main.js')],
      env: { INPUT_ENABLED: 'maybe' },
      creates: false,
    },
  ];
}

/** An earlier version to compare in the same run: BENCH_BEFORE is the path of its dist/main.js. */
function beforeThisVersion(node: string): Contender[] {
  const path = process.env['BENCH_BEFORE'];
  return path === undefined ? [] : [{ name: 'the version before', command: [node, path], creates: true }];
}

/** @returns the program with @actions/core and @actions/http-client, bundled like `dist/` */
function bundleLibraries(): string {
  const folder = join(root, '.e2e', 'libraries');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, 'bench', 'libraries.js'), join(folder, 'source.js'));
  // Like dist/ it is CommonJS, because the nearest package.json does not say "module".
  writeFileSync(join(folder, 'package.json'), '{}\n');
  runTool(join(root, 'node_modules', '.bin', 'ncc'), 'build', join(folder, 'source.js'), '--out', folder, '--quiet');
  return join(folder, 'index.js');
}

/** @returns what it printed. @throws Error if it failed */
function runTool(command: string, ...args: string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  return stdout;
}

/** @returns the folder with the SDK, which is installed once; undefined if it cannot be installed */
function installSdk(): string | undefined {
  const folder = join(root, '.e2e', 'sdk');
  try {
    installPackages(folder, [SDK]);
    return folder;
  } catch {
    return undefined;
  }
}

/**
 * Times all programs in turn, round after round, so that a busy machine slows them all equally. They use TLS, since a
 * real tenant accepts nothing else.
 *
 * @param roundTrip of the link to the tenant, in milliseconds
 */
async function sideBySide(list: readonly Contender[], tls?: KeyAndCert, roundTrip = 0): Promise<Timing[]> {
  const near = await startTenant({ rateLimit: UNLIMITED, ...(tls && { tls }) });
  const link = await farTenant(near.origin, roundTrip / 2);
  const tenant = roundTrip === 0 ? near : { ...near, origin: link.origin };
  const times = new Map<string, number[]>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const contender of list) {
      const time = await timeOf(contender, tenant);
      // The first round warms caches.
      if (round > 0) times.set(contender.name, [...(times.get(contender.name) ?? []), time]);
    }
  }
  await link.close();
  await near.close();
  const minimal = quantile(times.get('minimal Node program') ?? [], 0.5);
  return [...times].map(([name, each]) => ({
    name,
    median: quantile(each, 0.5),
    lowerQuartile: quantile(each, 0.25),
    upperQuartile: quantile(each, 0.75),
    ratio: quantile(each, 0.5) / minimal,
  }));
}

/** Milliseconds from the start of a program to its end, or to its first error annotation. */
async function timeOf({ name, command, env: extra, creates }: Contender, tenant: Tenant): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const files = Object.fromEntries(
    ['OUTPUT', 'STATE', 'ENV', 'STEP_SUMMARY'].map(file => [`GITHUB_${file}`, join(folder, file)]),
  );
  for (const file of Object.values(files)) writeFileSync(file, '');
  const [program, ...args] = command;
  const env = {
    PATH: process.env['PATH'] ?? '',
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_WORKFLOW: 'Bench',
    'INPUT_BASE-URL': tenant.origin,
    'INPUT_PAT-CLIENT-ID': tenant.pat.clientId,
    'INPUT_PAT-CLIENT-SECRET': tenant.pat.clientSecret,
    INPUT_NAME: 'Bench',
    INPUT_SCOPE: 'idn:accounts:read',
    NODE_EXTRA_CA_CERTS: caFile,
    ...files,
    ...extra,
  };
  const before = tenant.clients.size;
  const start = performance.now();
  let firstError: number | undefined;
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('::error::')) firstError ??= performance.now() - start;
  });
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  const end = performance.now() - start;
  const outputs = readFileSync(files['GITHUB_OUTPUT'] ?? '', 'utf8');
  rmSync(folder, { recursive: true });

  const newest = [...tenant.clients.values()].at(-1);
  const created = tenant.clients.size === before + 1 && newest?.secret != null && outputs.includes(newest.secret);
  if (created !== creates) throw new Error(`${name} did not do what it is measured for`);
  return firstError ?? end;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
}

interface Growth {
  readonly what: string;
  readonly seconds: number;
  /** The minimum imposed by the rate limit: all but the first hundred requests wait for their window. */
  readonly floor: number;
}

/** A dry run of prune, which lists every client. */
async function listing(clients: number): Promise<Growth> {
  const tenant = await startTenant();
  for (let index = 0; index < clients; index++) tenant.addClient({ name: `Client ${index}` });
  const job = await startJob();
  const inputs = { ...connectionTo(tenant), name: 'Client *', 'dry-run': 'true' };
  const { main } = await runStep({ job, action: 'prune', with: inputs });
  await job.close();
  await tenant.close();
  if (main.failed) throw new Error(`listing ${clients} clients failed: ${main.log}`);
  return { what: `list ${clients} client${clients === 1 ? '' : 's'}`, seconds: main.durationMs / 1000, floor: 0 };
}

async function concurrentRuns(runs: number): Promise<Growth> {
  const tenant = await startTenant({ rateLimit: LIMIT });
  const start = performance.now();
  const failed = await Promise.all(
    Array.from({ length: runs }, async (_, index) => {
      const job = await startJob();
      const { main } = await runStep({ job, with: { ...connectionTo(tenant), name: `Run ${index}`, scope: 'a:b' } });
      await job.close();
      return main.failed;
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const limited = tenant.requests.filter(({ status }) => status !== 429).length;
  await tenant.close();
  if (failed.includes(true)) throw new Error(`of ${runs} concurrent runs, some failed`);
  return { what: `${runs} run${runs === 1 ? '' : 's'} at once`, seconds, floor: floorOf(limited) };
}

async function pruning(clients: number): Promise<Growth> {
  const tenant = await startTenant({ rateLimit: LIMIT });
  for (let index = 0; index < clients; index++) tenant.addClient({ name: 'Old' });
  const job = await startJob();
  const { main } = await runStep({ job, action: 'prune', with: { ...connectionTo(tenant), name: 'Old' } });
  const left = tenant.clients.size;
  const requests = tenant.requests.length;
  await job.close();
  await tenant.close();
  if (main.failed || left > 0) throw new Error(`pruning ${clients} clients failed: ${main.log}`);
  return { what: `prune ${clients} clients`, seconds: main.durationMs / 1000, floor: floorOf(requests) };
}

function floorOf(requests: number): number {
  return (Math.floor((requests - 1) / LIMIT.requests) * LIMIT.perMs) / 1000;
}

interface Size {
  readonly file: string;
  readonly bytes: number;
  readonly contents: string;
}

interface Module {
  readonly name: string;
  readonly size: number;
  readonly chunks: readonly number[];
}

/** The files of dist/, with their contents by package: what the bundler reports about the modules before minification. */
function sizes(): { files: Size[]; packages: Record<string, number>; archive: number } {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const bin = (name: string) => join(root, 'node_modules', '.bin', name);
  runTool(process.execPath, 'build/build.ts', '--check');
  runTool(bin('ncc'), 'build', 'lib/index.js', '--out', folder, '--quiet', '--stats-out', join(folder, 'stats.json'));
  const { modules }: { modules: Module[] } = JSON.parse(readFileSync(join(folder, 'stats.json'), 'utf8'));
  rmSync(folder, { recursive: true });

  const packages: Record<string, number> = {};
  const files = readdirSync(join(root, 'dist')).map(file => {
    const { size: bytes } = statSync(join(root, 'dist', file));
    const id = Number(/^(\d+)\.index\.js$/.exec(file)?.[1]);
    const inside = modules.filter(({ chunks }) =>
      Number.isNaN(id) ? file === 'index.js' && chunks.length > 0 && isOurs(modules, chunks) : chunks.includes(id),
    );
    const total = inside.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size } of inside) {
      packages[packageOf(name)] = (packages[packageOf(name)] ?? 0) + (bytes * size) / total;
    }
    return { file, bytes, contents: [...new Set(inside.map(({ name }) => packageOf(name)))].join(', ') };
  });
  const archive = runTool('git', 'archive', '--worktree-attributes', '--format=tar.gz', 'HEAD').length;
  return { files, packages, archive };
}

function isOurs(modules: readonly Module[], chunks: readonly number[]): boolean {
  const entry = modules.find(({ name }) => name.startsWith('./lib/index.js'));
  return entry?.chunks.some(chunk => chunks.includes(chunk)) ?? false;
}

function packageOf(module: string): string {
  const name = /node_modules\/((?:@[^/]+\/)?[^/ ]+)/.exec(module)?.[1];
  return name ?? 'this project';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [line(head), widths.map(width => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${process.platform}, Node ${process.version}`;
const date = new Date().toISOString().slice(0, 10);
const list = contenders(installSdk());
const timings = await sideBySide(list, certificate);
const plain = await sideBySide(list);
const far = await sideBySide(
  list.filter(({ creates }) => creates),
  certificate,
  ROUND_TRIP,
);
const { files, packages, archive } = sizes();
const growth: Growth[] = [];
for (const clients of [1, 10, 100, 1000]) growth.push(await listing(clients));
for (const runs of [1, 50]) growth.push(await concurrentRuns(runs));
// Both mostly wait for the rate limit of their own tenant.
growth.push(...(await Promise.all([concurrentRuns(150), pruning(500)])));

if (json) {
  console.log(
    JSON.stringify({ date, machine, rounds: ROUNDS, timings, plain, far, files, packages, archive, growth }, null, 2),
  );
} else {
  const ms = (value: number) => value.toFixed(1);
  const kB = (bytes: number) => (bytes / 1000).toFixed(1);
  console.log(`${date}, ${machine}, ${ROUNDS} rounds\n`);
  for (const [way, each] of [
    ['over TLS', timings],
    ['over plain http', plain],
    [`over TLS and a link of ${ROUND_TRIP} ms round trip`, far],
  ] as const) {
    const rows = each.map(({ name, median, lowerQuartile, upperQuartile, ratio }) => [
      name,
      ms(median),
      `${ms(lowerQuartile)} to ${ms(upperQuartile)}`,
      ratio.toFixed(2),
    ]);
    console.log(`${table([`One client, ${way}, ms`, 'median', 'quartiles', 'ratio'], rows)}\n`);
  }
  console.log(
    `\n${table(
      ['dist/', 'kB', 'contents'],
      files.map(({ file, bytes, contents }) => [file, kB(bytes), contents]),
    )}\n`,
  );
  console.log(
    table(
      ['Code by package', 'kB'],
      Object.entries(packages).map(([name, bytes]) => [name, kB(bytes)]),
    ),
  );
  console.log(`\nWhat a runner downloads, gzipped: ${kB(archive)} kB\n`);
  console.log(
    table(
      ['Growth', 'seconds', "rate limit's floor"],
      growth.map(({ what, seconds, floor }) => [what, seconds.toFixed(2), floor === 0 ? '' : floor.toFixed(0)]),
    ),
  );
}
rmSync(caFolder, { recursive: true });
