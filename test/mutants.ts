/**
 * Mutation testing: puts faults into a copy of src/, one at a time, and lists those that no test notices.
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
/** Not copied: build output, caches and .git. */
const LEFT_OUT = ['.git', '.mutants', '.e2e', 'node_modules', 'lib', 'coverage'];
/** Test files that notice most faults quickly. */
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

/** What is replaced with what; each match in a line is its own fault. */
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
/** A whole line that can be removed: a call, or a guard. */
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

/** They run git, and the copy is not a checkout. */
const NEEDS_GIT = ['checkout-path', 'community', 'node-20', 'publish-as', 'release', 'size', 'workflows'].flatMap(
  name => ['--exclude', `test/repository/${name}.test.ts`],
);

/** @returns the output of vitest, or undefined if all tests passed */
function failing(...args: readonly string[]): string | undefined {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const command = [vitest, 'run', '--no-color', '--bail', '1', ...NEEDS_GIT, ...args];
  const options = { cwd: copy, env: { ...process.env, CI: '1' }, encoding: 'utf8', timeout: 240_000 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, command, options);
  return status === 0 ? undefined : stdout + stderr;
}

interface Notice {
  readonly by: 'the compiler' | 'the first tests' | 'the other tests';
  readonly says: string;
}

/** @returns what noticed the fault in the copy, or undefined if it survived */
function noticed(): Notice | undefined {
  const build = spawnSync(process.execPath, [join(copy, 'build', 'build.ts')], { cwd: copy, encoding: 'utf8' });
  if (build.status !== 0) return { by: 'the compiler', says: build.stdout + build.stderr };
  const first = failing('--project', 'action', ...FIRST);
  if (first !== undefined) return { by: 'the first tests', says: first };
  const others = failing('--project', 'action');
  return others === undefined ? undefined : { by: 'the other tests', says: others };
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
  const without = noticed();
  if (without !== undefined)
    throw new Error(`Without any fault ${without.by} fail, so the result means nothing:\n${without.says}`);
  let survived = 0;
  for (let left = Number(count); left > 0; left--) {
    const [fault] = faults.splice(Math.floor(random() * faults.length), 1);
    if (fault === undefined) break;
    const { file, line, before, after } = fault;
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    writeFileSync(join(copy, file), lines.with(line - 1, after).join('\n'));
    const by = noticed()?.by;
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
