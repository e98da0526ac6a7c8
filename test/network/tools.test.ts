import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openTools } from '../../src/tools.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { NOWHERE, settingsFor } from '../helpers/settings.ts';

test('at the end of a program its connections are closed, and no other request is sent', async () => {
  const closers: (() => void)[] = [];
  const clock = systemClock();
  const machine = { env: {}, report: memoryReport(), clock, start: clock.now() };
  const { connection } = settingsFor(NOWHERE);
  const { tenant } = openTools({ ...machine, atEnd: close => void closers.push(close) }, connection, 60_000);
  for (const close of closers) close();
  await expect(tenant.list()).rejects.toThrow('localhost:1: no time is left of timeout-seconds');
});
