import { expect, test } from 'vitest';
import { findLeaks, type Shown } from './leaks.ts';
import { runStep } from './runner.ts';
import { throwAway } from './throw-away.ts';

const SECRET = '0123456789abcdef0123456789ABCDEF-tail/of+it';

const SILENT: Shown = {
  ...{ stdout: '', log: '', debugLog: '', rawSummary: '', annotations: [], dropped: [], outputs: {} },
  stderr: '',
};

/** The places where a program that prints a text leaks the secrets. */
function leaksOf(printed: string, secrets: string[], publicTexts: string[] = []): string[] {
  return findLeaks({ ...SILENT, stderr: printed }, secrets, { publicTexts });
}

test('a leak is found in any place: the whole secret, a part of it, or an encoded form', async () => {
  await using a = await throwAway(
    `console.log('::add-mask::${SECRET}');
     console.error('${SECRET.slice(0, 14)}');
     appendFileSync(env.GITHUB_STEP_SUMMARY, Buffer.from('${SECRET}').toString('base64'));
     appendFileSync(env.GITHUB_OUTPUT, 'client-secret=${SECRET}\\nother=${[...SECRET].reverse().join('')}\\n');`,
  );
  const { main } = await runStep(a);
  expect(main.summary).toBe('***');
  expect(findLeaks(main, [SECRET], { outputs: true })).toEqual([
    'log',
    'debug log',
    'summary',
    'standard error',
    'outputs',
  ]);
  expect(findLeaks(main, ['something-else-altogether'], { outputs: true })).toEqual([]);
});

test('an annotation that is only in the log and a debug line are leaks as well', async () => {
  await using a = await throwAway(
    `for (let n = 0; n < 10; n++) console.log('::notice::n');
     console.log('::notice::${SECRET}');
     console.log('::debug::${SECRET}');`,
  );
  const { main } = await runStep(a);
  expect(main.dropped).toHaveLength(1);
  expect(findLeaks(main, [SECRET])).toEqual(['log', 'debug log', 'annotations', 'standard output']);
});

test('an unmasked state, output or variable is a leak in the debug log', async () => {
  for (const file of ['STATE', 'OUTPUT', 'ENV']) {
    await using a = await throwAway(`appendFileSync(env.GITHUB_${file}, 'client-secret=${SECRET}\\n');`);
    const { main } = await runStep(a);
    expect(findLeaks(main, [SECRET], { outputs: true })).toEqual(['debug log']);
  }
});

test('the secret itself may be masked, be its own output, and be in the state', async () => {
  await using a = await throwAway(
    `console.log('::add-mask::${SECRET}');
     appendFileSync(env.GITHUB_OUTPUT, 'client-secret=${SECRET}\\n');
     appendFileSync(env.GITHUB_STATE, 'x=${SECRET}\\n');`,
  );
  const { main } = await runStep(a);
  expect(main.state).toEqual({ x: SECRET });
  expect(findLeaks(main, [SECRET], { outputs: true })).toEqual([]);
});

const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
  ['eight characters from the middle', `<${SECRET.slice(20, 28)}>`],
  ['of base64', base64(SECRET).slice(9, 17)],
  ...['user:', 'us:', 'use:'].map(user => [`of basic authentication of ${user}`, base64(user + SECRET).slice(12, 20)]),
  ['of base64url', Buffer.from(`${SECRET}~~~~>>>>`).toString('base64url')],
  ['of hex', Buffer.from(SECRET).toString('hex').slice(9, 25)],
  ['of a URL', encodeURIComponent(SECRET).slice(-10)],
  ['backwards', [...SECRET].reverse().join('').slice(1, 9)],
])('%s', async (_, printed) => {
  expect(leaksOf(printed, [SECRET])).toHaveLength(1);
});

test('seven characters are not a leak, and a short secret counts only as a whole', async () => {
  expect(leaksOf(`<${SECRET.slice(20, 27)}>`, [SECRET])).toEqual([]);
  expect(leaksOf('elevenchar', ['elevenchars'])).toEqual([]);
  expect(leaksOf('elevenchars', ['elevenchars'])).toHaveLength(1);
  expect(leaksOf(base64('ab:elevenchars'), ['elevenchars'])).toHaveLength(1);
});

test('public texts and the header of a token are not leaks', async () => {
  const token = `${base64('{"alg":"RS256"}')}.${base64('{"sub":"a-person"}')}.signature-of-it`;
  const [header = '', , signature = ''] = token.split('.');
  expect(leaksOf(header, [token])).toEqual([]);
  expect(leaksOf(signature, [token])).toHaveLength(1);
  expect(leaksOf(`${SECRET.slice(0, 16)}!`, [SECRET], [SECRET.slice(0, 16)])).toEqual([]);
  expect(leaksOf(SECRET.slice(9, 24), [SECRET], [SECRET.slice(0, 16)])).toHaveLength(1);
});
