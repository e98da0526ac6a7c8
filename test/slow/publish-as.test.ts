import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { scratchCheckout } from '../helpers/scratch-checkout.ts';

// The environment of a user who starts npm: the variables of this run must not reach the one in the copy.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:vitest|npm_)/i.test(name)));

// With a shorter or a longer owner, lines of code break in different places.
test.each(['a', 'a'.repeat(39)])(
  'after publish-as %s, `npm run check` and the tests of files that name the owner pass',
  owner => {
    using checkout = scratchCheckout();
    const npm = (...args: readonly string[]) => {
      const options = { cwd: checkout.folder, env, encoding: 'utf8', shell: process.platform === 'win32' } as const;
      const { status, stdout, stderr } = spawnSync('npm', args, options);
      expect(status, stdout + stderr).toBe(0);
    };
    npm('ci', '--prefer-offline');
    npm('run', 'publish-as', owner);
    npm('run', 'check');
    npm('exec', '--', 'vitest', 'run', '--project', 'action', 'test/repository');
  },
);
