import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { scratchCheckout } from '../helpers/scratch-checkout.ts';

// As a person starts npm: the variables of this run are not for the one in the copy.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:vitest|npm_)/i.test(name)));

test('after publish-as, with the longest owner, style and the tests of what names the owner still pass', () => {
  using checkout = scratchCheckout();
  const npm = (...args: readonly string[]) => {
    const options = { cwd: checkout.folder, env, encoding: 'utf8', shell: process.platform === 'win32' } as const;
    const { status, stdout, stderr } = spawnSync('npm', args, options);
    expect(status, stdout + stderr).toBe(0);
  };
  npm('ci', '--prefer-offline');
  npm('run', 'publish-as', 'a'.repeat(39));
  npm('exec', '--', 'biome', 'ci', '--error-on-warnings');
  npm('exec', '--', 'vitest', 'run', '--project', 'action', 'test/docs', 'test/action-yml', 'test/repository');
});
