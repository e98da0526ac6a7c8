/**
 * Runs .github/workflows/e2e.yml under act without containers, and checks what its log says.
 *
 * act differs from the real runner: it starts the `node` on the path, whatever `using:` says; it takes this
 * folder for the checkout; job outputs with a masked value are not dropped; `##[command]` is not a command. The tests
 * in test/runner cover the last two.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actEnvironment, installAct, runAct } from '../helpers/act.ts';

const root = join(import.meta.dirname, '..', '..');

/** How each job must end, and what its log must say. */
const JOBS: Readonly<Record<string, { ends: 'succeeded' | 'failed'; says: readonly string[] }>> = {
  create: {
    ends: 'succeeded',
    says: ['The secret is <***>', '1 problem in the inputs; nothing was sent', 'As expected, the tenant has ["Plain"]'],
  },
  prune: { ends: 'succeeded', says: ['As expected, the tenant has ["Newer"]'] },
  rotate: { ends: 'succeeded', says: ['As expected, the tenant has ["Rotated"]'] },
  fail: {
    ends: 'failed',
    says: ['1 other client of its name remains', 'As expected, the tenant has ["Rotated","Rotated"]'],
  },
  seal: { ends: 'succeeded', says: ['As expected, the tenant has ["Sealed"]'] },
  unseal: { ends: 'succeeded', says: ['Opened the client'] },
};

/** @returns what is wrong with the log */
function check(log: string): string[] {
  const problems = Object.entries(JOBS).flatMap(([job, { ends, says }]) => {
    const own = log
      .split('\n')
      .filter(line => new RegExp(`^\\[End to end/${job}[\\s\\]-]`).test(line))
      .join('\n');
    return [`Job ${ends}`, ...says].filter(text => !own.includes(text)).map(text => `${job} does not say: ${text}`);
  });
  // Secrets have 64 hex digits, tokens are JWTs; digests in the log are marked as such. The seal key is in the workflow.
  const shown = log.replaceAll(/digest=[0-9a-f]{64}/g, '').replaceAll('00112233445566778899aabbccddeeff'.repeat(2), '');
  if (/[0-9a-f]{64}|eyJ[\w-]{10,}\.eyJ/.test(shown)) problems.push('the log shows a secret or a token');
  return problems;
}

try {
  installAct();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const config = mkdtempSync(join(tmpdir(), 'act-'));
const options = ['push', '--platform', 'ubuntu-latest=-self-hosted', '--matrix', 'os:ubuntu-latest'];
const workflow = ['--workflows', '.github/workflows/e2e.yml'];
const { log } = await runAct([...options, ...workflow], root, actEnvironment(config));
rmSync(config, { recursive: true });
const problems = check(log);
if (problems.length > 0) {
  console.log(log);
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  console.log(`End to end under act: ${Object.keys(JOBS).length} jobs as expected.`);
}
