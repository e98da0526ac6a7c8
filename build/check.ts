/** Runs the checks side by side, prints what each has to say, in this order, and fails when one of them failed. */
import { spawn } from 'node:child_process';

const CHECKS = [
  'tsc --project test',
  'biome ci --colors=off --error-on-warnings',
  'node build/build.ts --check',
  'node build/every-sentence.ts',
  'node build/habits.ts',
];

/** @returns what the command prints, and whether it succeeded. npm has put `node_modules/.bin` into the path */
function run(command: string): Promise<{ readonly text: string; readonly isRight: boolean }> {
  const { promise, resolve } = Promise.withResolvers<{ text: string; isRight: boolean }>();
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
  child.on('close', status => resolve({ text: Buffer.concat(chunks).toString(), isRight: status === 0 }));
  return promise;
}

for (const result of CHECKS.map(run)) {
  const { text, isRight } = await result;
  process.stdout.write(text);
  if (!isRight) process.exitCode = 1;
}
