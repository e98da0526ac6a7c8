import { test } from 'vitest';
import { caseOf, runCase, textOf } from './cases.ts';
import { problemsOf } from './checks.ts';
import { everyKill } from './kills.ts';
import { everyPair, type See } from './pairs.ts';
import { sample } from './samples.ts';
import { shown } from './shown.ts';

const WHAT = process.env['WHAT'] ?? 'pairs';
test('x', async () => {
  const only = process.env['PAIR'];
  if (only) {
    const world = await runCase(caseOf(only));
    console.log(shown(world), problemsOf(world));
    return;
  }
  const every = Number(process.env['EVERY'] ?? 50);
  const start = performance.now();
  let runs = 0,
    bad = 0;
  const kinds = new Map<string, { n: number; first: string[]; text: string }>();
  const byMode = new Map<string, number>();
  const see: See = (each, world) => {
    runs++;
    byMode.set(each.mode, (byMode.get(each.mode) ?? 0) + 1);
    const problems = problemsOf(world);
    if (problems.length === 0) return;
    bad++;
    for (const p of problems) {
      const key = p.replaceAll(/[0-9a-f]{32}/g, 'ID').replaceAll(/\d+ ms/g, 'N ms');
      const k = kinds.get(key) ?? { n: 0, first: [], text: shown(world) };
      k.n++;
      if (k.first.length < 12 || Math.random() < 0.02) k.first.push(textOf(each));
      kinds.set(key, k);
    }
  };
  if (WHAT === 'pairs') await everyPair(n => n % every === 0, see);
  if (WHAT === 'kills') await everyKill(n => n % every === 0, see);
  if (WHAT === 'three') await sample(20000 / every, Date.now() % 1e9, { faults: 3 }, see);
  if (WHAT === 'kills2') await sample(20000 / every, Date.now() % 1e9, { faults: 2, events: 30 }, see);
  console.log(runs, 'runs', bad, 'bad', ((performance.now() - start) / 1000).toFixed(1), 's', [...byMode].join(' '));
  for (const [key, { n, first, text }] of kinds)
    console.log('=====', key, n, '\n' + first.slice(0, 25).join('\n'), '\n' + text);
}, 1e6);
