import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** A checkout with the files that both tools read first. */
async function checkout(name: string) {
  const folder = await mkdtemp(join(tmpdir(), 'checkout-'));
  const path = join(folder, name);
  await mkdir(path);
  for (const each of ['build', 'vitest.config.ts', 'package.json']) {
    await cp(join(root, each), join(path, each), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(path, 'node_modules'));
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

function run(cwd: string, ...args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, stderr };
}

const message = (path: string, character: string) =>
  `The tools cannot read a path with ${character}, as in ${path}. Move the checkout to another folder.\n`;

test.each([...'#!?*:'])('the build refuses a checkout with %s in its path', async character => {
  await using odd = await checkout(`odd ${character}1`);
  expect(run(odd.path, 'build/build.ts')).toEqual({ status: 1, stderr: message(odd.path, character) });
});

test('vitest refuses a checkout with # in its path', async () => {
  await using odd = await checkout('odd #1');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  expect(run(odd.path, vitest, 'run')).toEqual({ status: 1, stderr: message(odd.path, '#') });
});
