import { test } from 'vitest';
import { crowd } from './crowd.ts';

test('x', async () => {
  const only = process.env['FAULT_SEED'];
  if (only) {
    console.log((await crowd(Number(only))).join('\n'));
    return;
  }
  const n = Number(process.env['N'] ?? 300),
    base = Number(process.env['BASE'] ?? 1);
  const start = performance.now();
  const kinds = new Map<string, { n: number; first: string[]; text: string }>();
  let bad = 0;
  for (let i = 0; i < n; i++) {
    const p = await crowd(base + i);
    if (p.length === 0) continue;
    bad++;
    for (const line of p.slice(1).filter(x => !x.includes('\n'))) {
      const key = line.replaceAll(/[0-9a-f]{32}/g, 'ID').replaceAll(/\d+ ms/g, 'N ms');
      const k = kinds.get(key) ?? { n: 0, first: [], text: p.join('\n') };
      k.n++;
      k.first.push(String(base + i));
      kinds.set(key, k);
    }
  }
  console.log(n, 'trials', bad, 'bad', (performance.now() - start) / 1000, 's');
  for (const [key, { n, first, text }] of kinds) console.log('=====', key, n, first.slice(0, 10).join(), `\n${text}`);
}, 1e6);
