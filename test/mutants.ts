/**
 * Puts faults into a copy of src/, one at a time, and says which ones the tests do not notice.
 *
 * node test/mutants.ts [COUNT] [SEED]
 *
 * A fault that does not compile counts as caught: the compiler is one of the checks.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generator } from './tenant/random.ts';

const root = join(import.meta.dirname, '..');
const copy = join(root, '.mutants');
/** No build, no cache, nothing of git. */
const LEFT_OUT = ['.git', '.mutants', '.e2e', 'node_modules', 'lib', 'coverage'];
/** Test files that notice most faults, and soon. */
const FIRST = [
  'wrong-inputs',
  'creates-a-client',
  'stories',
  'random-faults',
  'prune.test',
  'update.test',
  'ephemeral',
];

interface Fault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** What is put in the place of what; each match in a line is a fault of its own. */
const SWAPS: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ < /g, ' >= '],
  [/ > /g, ' <= '],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ \+ /g, ' - '],
  [/ - /g, ' + '],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
  [/\bif \((.*)\) /g, 'if (!($1)) '],
  [/(?<![\w.'"])\d[\d_]*(?![\w.'"])/g, '1$&'],
  [/'[^']{3,}'/g, "'mutant'"],
];
/** A whole line that can go: a call, or a guard. */
const STATEMENT =
  /^\s+((await |void )?[\w.#]+\(.*\);|[\w.#[\]]+ [-+]?= .*;|if \(.*\) (return|throw|continue|break)\b.*;)$/;

function faultsOf(file: string): Fault[] {
  return readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((before, index) => {
      if (/^\s*(\/\*|\*|\/\/|import |export \{|export type|type |interface |readonly )/.test(before)) return [];
      const swapped = SWAPS.flatMap(([pattern, by]) =>
        [...before.matchAll(pattern)].map(({ 0: match, 1: group = '', index: at }) => {
          const instead = by.replace('$&', () => match).replace('$1', () => group);
          return before.slice(0, at) + instead + before.slice(at + match.length);
        }),
      );
      const dropped = STATEMENT.test(before) ? [''] : [];
      return [...swapped, ...dropped].map(after => ({ file, line: index + 1, before, after }));
    });
}

function vitest(...args: readonly string[]): boolean {
  const command = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--no-color', '--bail', '1', ...args];
  const env = { ...process.env, CI: '1' };
  return spawnSync(process.execPath, command, { cwd: copy, env, stdio: 'ignore', timeout: 600_000 }).status === 0;
}

/** @returns who noticed the fault that is in the copy; nobody when it survived */
function noticedBy(): string | undefined {
  const { status } = spawnSync(process.execPath, [join(copy, 'build', 'build.ts')], { cwd: copy, stdio: 'ignore' });
  if (status !== 0) return 'the compiler';
  if (!vitest('--project', 'action', ...FIRST)) return 'the first tests';
  if (!vitest('--project', 'action', '--project', 'tools')) return 'the other tests';
  return undefined;
}

const [count = '20', seed = String(Date.now() % 1e6)] = process.argv.slice(2);
rmSync(copy, { recursive: true, force: true });
mkdirSync(copy);
for (const name of readdirSync(root)) {
  if (!LEFT_OUT.includes(name)) cpSync(join(root, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
try {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.ts'),
  );
  const faults = files.sort().flatMap(name => faultsOf(join('src', name)));
  const random = generator(Number(seed));
  console.log(`${count} of ${faults.length} faults, seed ${seed}`);
  if (noticedBy() !== undefined) throw new Error('The tests fail without any fault; nothing can be learned from them');
  let survived = 0;
  for (let left = Number(count); left > 0; left--) {
    const [fault] = faults.splice(Math.floor(random() * faults.length), 1);
    if (fault === undefined) break;
    const { file, line, before, after } = fault;
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    writeFileSync(join(copy, file), lines.with(line - 1, after).join('\n'));
    const by = noticedBy();
    if (by === undefined) survived += 1;
    console.log(
      `${by === undefined ? 'SURVIVED' : `caught by ${by}`}: ${file}:${line}\n  ${before.trim()}\n  ${after.trim()}`,
    );
    writeFileSync(join(copy, file), lines.join('\n'));
  }
  console.log(`${Number(count) - survived} caught, ${survived} survived`);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
