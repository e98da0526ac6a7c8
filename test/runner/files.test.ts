import { expect, test } from 'vitest';
import { decodeFile, parsePairs, readPairs } from './files.ts';
import { type BrokenFiles, runStep } from './runner.ts';
import { throwAway } from './throw-away.ts';

test.each<[string, [string, string][]]>([
  [
    'a=1\n\nb=2',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  ['a=b<<c\n', [['a', 'b<<c']]],
  [
    'a<<X\n1\n\n=3\nX\nb=\n',
    [
      ['a', '1\n\n=3'],
      ['b', ''],
    ],
  ],
  ['a<<X\nX', [['a', '']]],
  ['a=1\r\n', [['a', '1\r']]],
  ['a<<X\r\n1\r\nX\r\n', [['a', '1\r']]],
  ['a=1\rb=2\n', [['a', '1\rb=2']]],
  ['=1\n', [['', '1']]],
])('%j is read as these pairs', (text, pairs) => {
  expect(readPairs(text)).toEqual({ pairs });
});

test('on Windows CRLF also ends a line, and is kept in a value of several lines', () => {
  expect(parsePairs('a=1\r\nb<<X\r\n1\r\n2\n3\r\nX\r\n', 'windows')).toEqual({ a: '1', b: '1\r\n2\n3' });
});

test.each([
  ['a<<X\n1\n', "Matching delimiter not found 'X'"],
  ['a<<X\n1', 'EOF marker missing new line'],
  ['a<<X\r\n1\nX\n', "Matching delimiter not found 'X\r'"],
  ['text', "Invalid format 'text'"],
  ['<<X\n1\nX\n', 'Name must not be empty and delimiter must not be empty'],
  ['a<<\n', 'Name must not be empty and delimiter must not be empty'],
])('pairs before a broken pair are kept: %j', (text, error) => {
  expect(readPairs(`first=1\n${text}`)).toEqual({ pairs: [['first', '1']], error: expect.stringContaining(error) });
  expect(() => parsePairs(text)).toThrow(error);
});

test('a byte order mark selects the encoding and is dropped', () => {
  expect(decodeFile(Buffer.from('\ufeffa=ü'))).toBe('a=ü');
  expect(decodeFile(Buffer.from('\ufeffa=ü', 'utf16le'))).toBe('a=ü');
  expect(decodeFile(Buffer.from('\ufeffa=ü', 'utf16le').swap16())).toBe('a=ü');
});

test('outputs, state, variables, PATH and summary are read from their files', async () => {
  await using a = await throwAway(
    `appendFileSync(env.GITHUB_OUTPUT, 'a=1\\nb<<X\\nline 1\\n\\nline 3\\nX\\nA=2\\n');
     appendFileSync(env.GITHUB_STATE, 's=kept\\n');
     appendFileSync(env.GITHUB_ENV, 'FOO=bar\\nnode_options=--bad\\nNODE_OPTIONS=--bad\\n');
     appendFileSync(env.GITHUB_PATH, '/one\\n/two\\r\\n/one\\n');
     appendFileSync(env.GITHUB_STEP_SUMMARY, '# hi');`,
    'console.log(env.STATE_s, env.FOO, env.NODE_OPTIONS, env.PATH.slice(0, 10))',
  );
  const step = await runStep(a);
  expect(step.main).toMatchObject({
    outputs: { a: '2', b: 'line 1\n\nline 3' },
    state: { s: 'kept' },
    exported: { FOO: 'bar' },
    path: ['/two', '/one'],
    summary: '# hi',
    failed: false,
  });
  expect(step.main.annotations).toMatchObject(Array(2).fill({ message: /^Can't store NODE_OPTIONS/ }));
  expect((await step.post()).log).toBe('kept bar undefined /one:/two:');
});

test('with debug logging each variable, state and output is printed, masked line by line', async () => {
  await using a = await throwAway(
    `console.log('::add-mask::hunter-2');
     appendFileSync(env.GITHUB_OUTPUT, 'o<<X\\nhunter-2\\nsecond\\nX\\nbroken\\n');
     appendFileSync(env.GITHUB_STATE, 's={"secret":"hunter-2"}\\n');
     appendFileSync(env.GITHUB_ENV, 'FOO=hunter-2\\nNODE_OPTIONS=--bad\\n');`,
  );
  const { main } = await runStep(a);
  expect(main.debugLog.split('\n').filter(line => line.startsWith('##[debug]'))).toEqual([
    "##[debug]FOO='***'",
    '##[debug]Save intra-action state s = {"secret":"***"}',
    '##[debug]Set output o = ***',
    '##[debug]second',
    "##[debug]System.Exception: Invalid format 'broken'",
  ]);
  expect(main.log).not.toContain('##[debug]');
});

test('a command file that cannot be read fails the step, and the files of a killed program are read as well', async () => {
  await using a = await throwAway(
    `appendFileSync(env.GITHUB_OUTPUT, 'a=1\\nb<<X\\nnever ends\\n');
     if (env.INPUT_GIVEN) process.kill(process.pid, 'SIGKILL');`,
  );
  for (const given of ['', 'x']) {
    const { main } = await runStep({ ...a, with: { given } });
    expect(main).toMatchObject({ exitCode: given === '' ? 0 : null, failed: true, outputs: { a: '1' } });
    expect(main.annotations.map(each => each.message)).toEqual([
      "Unable to process file command 'output' successfully.",
      "Invalid value. Matching delimiter not found 'X'",
    ]);
  }
});

test('an empty name is refused as an output, not as state', async () => {
  await using a = await throwAway(
    `appendFileSync(env.GITHUB_OUTPUT, 'a=1\\n=2\\nb=3\\n');
     appendFileSync(env.GITHUB_STATE, '=2\\n');`,
  );
  const { main } = await runStep(a);
  expect(main).toMatchObject({ outputs: { a: '1' }, state: { '': '2' }, failed: true });
});

test('a summary over 1 MiB is dropped with an error, and the step still succeeds', async () => {
  await using a = await throwAway(
    "appendFileSync(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + Number(env.INPUT_GIVEN)))",
  );
  expect((await runStep({ ...a, with: { given: '0' } })).main.summary).toHaveLength(1024 * 1024);
  const { main } = await runStep({ ...a, with: { given: '1024' } });
  expect(main).toMatchObject({ summary: '', failed: false });
  expect(main.annotations).toMatchObject([{ level: 'error', message: /size of 1024k, got 1025k/ }]);
});

/** A program that writes a pair to each file and prints which writes fail. */
const WRITE_ALL = `
for (const name of ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY']) {
  try {
    appendFileSync(env['GITHUB_' + name], 'first=1\\nsecond=2\\n');
  } catch (error) {
    console.log(name, error.code);
  }
}`;

test.each<[string, BrokenFiles, string, object]>([
  ['gone', { output: 'missing', summary: 'missing' }, 'OUTPUT ENOENT\nSTEP_SUMMARY ENOENT', { failed: false }],
  [
    'full',
    { state: { fullAfter: 0 }, env: { fullAfter: 0 } },
    'STATE EFBIG\nENV EFBIG',
    { failed: false, state: {}, exported: {} },
  ],
  ['a folder', { path: 'directory', summary: 'directory' }, 'PATH EISDIR\nSTEP_SUMMARY EISDIR', { failed: false }],
  ['soon full', { state: { fullAfter: 10 } }, 'STATE EFBIG', { failed: true, state: { first: '1' } }],
  ['soon full, within a value', { state: { fullAfter: 6 } }, 'STATE EFBIG', { failed: false, state: { first: '' } }],
])('a file that is %s cannot be written, but the others can', async (_, files, log, expected) => {
  await using a = await throwAway(WRITE_ALL, WRITE_ALL);
  const { main, post } = await runStep({ ...a, files });
  expect(main.stdout).toBe(`${log}\n`);
  expect(main).toMatchObject(expected);
  expect((await post()).stdout).toBe('');
  expect((await post({ files })).stdout).toBe(`${log}\n`);
});

test('a folder instead of the output file fails the step', async () => {
  await using a = await throwAway('');
  const { main } = await runStep({ ...a, files: { output: 'directory' } });
  expect(main).toMatchObject({ exitCode: 0, failed: true });
  expect(main.log).toMatch(/Access to the path .* is denied/);
});

test('the state can be changed on its way to the post step', async () => {
  await using a = await throwAway("appendFileSync(env.GITHUB_STATE, 'a=12345\\n')", 'console.log(env.STATE_a)');
  const { post } = await runStep(a);
  expect((await post({ mapState: ({ a: value = '' }) => ({ a: value.slice(0, 2) }) })).log).toBe('12');
  expect((await post({ mapState: () => ({}) })).log).toBe('undefined');
});
