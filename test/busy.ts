/**
 * Runs `npm test` again and again under full CPU load, to expose flaky tests.
 *
 * node test/busy.ts [COUNT]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const logs = join(root, '.e2e', 'busy');
const runs = Number(process.argv[2] ?? 20);

mkdirSync(logs, { recursive: true });
const loops = cpus().map(() => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
// They end with this program, however it ends.
process.on('exit', () => {
  for (const loop of loops) loop.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

let failed = 0;
for (let run = 1; run <= runs; run++) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync('npm', ['test'], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  const log = join(logs, `${run}.log`);
  writeFileSync(log, `${stdout}${stderr}`);
  if (status !== 0) failed++;
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`Run ${run} of ${runs}: ${status === 0 ? 'succeeded' : `failed, see ${log}`}, ${seconds} s`);
}
console.log(`${runs - failed} of ${runs} runs succeeded, under the load of ${loops.length} processes`);
process.exit(failed > 0 ? 1 : 0);
