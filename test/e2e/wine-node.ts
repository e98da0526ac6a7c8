#!/usr/bin/env node
/**
 * Stub for `node`: runs a program under the Node for Windows that test/e2e/wine.ts installs. Paths in variables of the
 * runner become Windows paths. Output goes through files, because libuv for Windows does not open the pipes
 * of Linux. A SIGKILL ends this program alone.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWine, windowsNode, wineEnvironment } from '../helpers/wine.ts';

function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

const given = Object.entries(process.env).map(([name, value = '']) => [
  name,
  /^(GITHUB|RUNNER|NODE)_/.test(name) && value.startsWith('/') ? windowsPath(value) : value,
]);
const folder = mkdtempSync(join(tmpdir(), 'wine-'));
const [stdout, stderr] = [join(folder, 'stdout'), join(folder, 'stderr')];
const [file = '', ...args] = process.argv.slice(2);
const child = spawn(findWine() ?? 'wine', [windowsNode, windowsPath(file), ...args], {
  // Node does not accept Wine as Windows 10.
  env: { ...Object.fromEntries(given), ...wineEnvironment, NODE_SKIP_PLATFORM_CHECK: '1' },
  stdio: ['ignore', openSync(stdout, 'w'), openSync(stderr, 'w')],
});
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => child.kill(name));
child.on('close', (code, signal) => {
  process.stdout.write(readFileSync(stdout));
  process.stderr.write(readFileSync(stderr));
  rmSync(folder, { recursive: true });
  process.exitCode = code ?? 128 + constants.signals[signal ?? 'SIGKILL'];
});
