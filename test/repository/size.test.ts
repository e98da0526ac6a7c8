import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const code = readdirSync('dist').filter(name => name.endsWith('.js'));

test('the code in dist/ is at most 420 kB', () => {
  const bytes = code.reduce((sum, name) => sum + statSync(join('dist', name)).size, 0);
  expect(bytes).toBeLessThanOrEqual(420_000);
});

test('the tree that a runner downloads is at most 180 kB', () => {
  const archive = execFileSync('git', ['archive', '--worktree-attributes', '--format=tar.gz', 'HEAD'], {
    maxBuffer: 16 * 1024 * 1024,
  });
  expect(archive.length).toBeLessThanOrEqual(180_000);
});

test.each([
  ['undici', /class (Dispatcher|Pool|MockAgent)\b/],
  ['@actions/exec', /class ToolRunner\b|"child_process"/],
  ['tunnel', /TunnelingAgent|"assert"/],
])('the bundle has the stub for %s instead of the package', (_, real) => {
  const bundle = code.map(name => readFileSync(join('dist', name), 'utf8')).join('');
  expect(bundle).not.toMatch(real);
});
