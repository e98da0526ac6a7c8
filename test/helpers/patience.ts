import { spawnSync } from 'node:child_process';

const VARIABLE = 'TEST_PATIENCE';
/** How long an idle machine takes to start Node, with a margin. */
const ORDINARY_START_MS = 80;
const MOST = 6;

/**
 * How much longer everything may take than on an idle machine. Deadlines in tests are multiplied by it, so the program
 * gets as far before its deadline as on an idle machine. It is measured once, before the first test, unless
 * TEST_PATIENCE sets it.
 */
export function measurePatience(): void {
  if (process.env[VARIABLE] !== undefined) return;
  const starts = Array.from({ length: 5 }, () => {
    const began = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    return performance.now() - began;
  });
  const median = starts.toSorted((a, b) => a - b)[2] ?? 0;
  process.env[VARIABLE] = String(Math.min(MOST, Math.max(1, median / ORDINARY_START_MS)));
}

/** Inputs whose deadline fits this machine. */
export function withPatience(inputs: Readonly<Record<string, string>>): Record<string, string> {
  const seconds = inputs['timeout-seconds'] ?? '';
  if (!/^[1-9]\d*$/.test(seconds)) return { ...inputs };
  return { ...inputs, 'timeout-seconds': String(Math.ceil(Number(seconds) * Number(process.env[VARIABLE] ?? 1))) };
}
