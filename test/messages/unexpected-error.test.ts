import { expect, test } from 'vitest';
import { preload } from '../helpers/preload.ts';
import { connectionTo, errorsOf, scenario } from '../helpers/scenario.ts';
import { findLeaks } from '../runner/leaks.ts';

/** Breaks what signing in needs. */
const BROKEN = `URLSearchParams.prototype.toString = function toString() { throw new TypeError('broken by a test'); };`;

test.each(['create', 'prune', 'post'])(
  '%s reports an unexpected error as such, and its stack at debug level',
  async program => {
    await using s = await scenario();
    const before = program === 'post' ? await s.create({ ephemeral: 'true' }) : undefined;
    const env = await preload(s.job, BROKEN);
    const run =
      before !== undefined
        ? await before.post({ env })
        : program === 'prune'
          ? (await s.step({ ...connectionTo(s.tenant), name: '*' }, { action: 'prune', env })).main
          : (await s.create({}, { env })).main;
    expect(run.failed).toBe(true);
    expect(errorsOf(run)).toContain('broken by a test');
    expect(run.debugLog).toMatch(/##\[debug\]TypeError: broken by a test\n##\[debug\] +at /);
    expect(run.log).not.toContain('    at ');
    expect(errorsOf(run)).toMatch(
      /An unexpected error: .*\. Please report it; debug logging shows where it happened\./,
    );
    if (before !== undefined) expect(errorsOf(run)).toContain(before.main.outputs['client-id']);
    expect(findLeaks(run, s.tenant.secrets())).toEqual([]);
  },
);

test('an unexpected error that contains a secret does not show it', async () => {
  await using s = await scenario();
  const env = await preload(
    s.job,
    `URLSearchParams.prototype.toString = function toString() { throw new Error('x'.repeat(290) + this.get('client_secret')); };`,
  );
  const { main } = await s.create({}, { env });
  expect(errorsOf(main)).toContain('An unexpected error');
  expect(findLeaks(main, s.tenant.secrets())).toEqual([]);
});
