import { expect, test } from 'vitest';
import { interpret, StepLog } from './log.ts';
import { Masks } from './masks.ts';
import { runStep } from './runner.ts';
import { throwAway } from './throw-away.ts';

const logOf = (...lines: string[]) => interpret(lines.join('\n'), new Masks());

test('commands are unescaped, old ones are found anywhere in a line, and stop-commands stops both', () => {
  const log = logOf(
    '  ::error title=a%3Ab,file=x::one%0Atwo %25',
    'text ##[warning]old',
    '::debug::hidden',
    '::unknown::shown',
    '::stop-commands::Token-of-mine',
    '::error::not a command',
    '::token-of-mine::',
    '::notice::again',
  );
  expect(log.annotations).toEqual([
    { level: 'error', title: 'a:b', message: 'one\ntwo %' },
    { level: 'warning', message: 'old' },
    { level: 'notice', message: 'again' },
  ]);
  expect(log.lines).toContain('::unknown::shown');
  expect(log.lines).toContain('::error::not a command');
  expect(log.lines.join()).not.toContain('hidden');
  expect(log.debugLines).toContain('##[debug]hidden');
});

test.each([
  ['capitals', '::ERROR Title=t::x'],
  ['white space, no-break space included', '\t\u00a0 ::error title=t::x'],
  ['a pair without a value', '::error file=,title=t,=::x'],
  ['an old command behind text', 'so ##[Error title=t]x'],
  ['a line that CR alone begins', 'progress\r::error title=t::x'],
])('is a command: %s', (_, line) => {
  expect(logOf(line).annotations).toEqual([{ level: 'error', title: 't', message: 'x' }]);
});

test.each([
  ['text in front', 'so ::error::x'],
  ['no second mark', '::error:x'],
  ['an unknown name', '::errors::x'],
  ['an old one that does not end', '##[error x'],
  ['another command of the line', '##[unknown]##[error]x'],
])('is plain text: %s', (_, line) => {
  expect(logOf(line)).toMatchObject({ annotations: [], lines: [line] });
});

test.each(['\u200b::error::x', '\ufeff ::error::x', ':\u2060:error::x', 'a #\u200b#[error]x', '\x1b::error:\u200b:x'])(
  'an invisible character does not keep a line from being a command in strict mode: %j',
  line => {
    expect(logOf(line).annotations).toEqual([]);
    expect(interpret(line, new Masks(), true).annotations).toEqual([{ level: 'error', message: 'x' }]);
  },
);

test('a visible character in front of :: makes a line plain text, even in strict mode', () => {
  expect(interpret('| ::error::x', new Masks(), true)).toMatchObject({ annotations: [], lines: ['| ::error::x'] });
});

test('a message and its log line are masked, then truncated to 4,096 characters', () => {
  const masks = new Masks();
  masks.add('a-secret');
  const { annotations, lines } = interpret(`::error::${'x'.repeat(4090)}a-secret and more`, masks);
  expect(annotations[0]?.message).toBe(`${'x'.repeat(4090)}*** an`);
  expect(lines).toEqual([`Error: ${'x'.repeat(4090)}*** an`]);
  expect(interpret('y'.repeat(5000), masks).lines[0]).toHaveLength(5000);
});

test('a title is not masked', () => {
  const masks = new Masks();
  masks.add('a-secret');
  expect(interpret('::error title=a-secret::a-secret', masks).annotations).toEqual([
    { level: 'error', title: 'a-secret', message: '***' },
  ]);
});

test('ten annotations of each level are shown, and the others are only in the log', () => {
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  const log = logOf(...numbers.map(number => `::warning::w${number}`), '::error::e');
  expect(log.annotations.map(each => each.message)).toEqual([...numbers.slice(0, 10).map(number => `w${number}`), 'e']);
  expect(log.dropped.map(each => each.message)).toEqual(['w10', 'w11']);
  expect(log.lines).toHaveLength(13);
});

test('old commands set outputs and state with a warning, and set-env and add-path fail the step', () => {
  const log = logOf('::set-output name=a::1', '::save-state name=b::2');
  expect(log).toMatchObject({ outputs: new Map([['a', '1']]), state: new Map([['b', '2']]), failed: false });
  expect(log.annotations.map(each => each.level)).toEqual(['warning', 'warning']);
  expect(logOf('::set-env name=a::1')).toMatchObject({ failed: true });
  expect(logOf('::add-path::/x').lines.join('\n')).toContain('`add-path` command is disabled');
});

test.each(['', 'error', 'pause-logging'])(
  'the token %j is refused with one error, and no further line is read',
  token => {
    const log = logOf('before', `::stop-commands::${token}`, '::notice::x', 'after');
    expect(log).toMatchObject({ failed: true, lines: ['before', expect.stringContaining('Error: You cannot use')] });
    expect(log.annotations).toMatchObject([{ level: 'error', message: /^You cannot use a endToken/ }]);
  },
);

test('after a refused token, the rest of standard error is not read either', () => {
  const log = new StepLog(new Masks());
  log.read('::stop-commands::\n');
  log.read('::error::x\n');
  expect(log.annotations).toHaveLength(1);
});

test('echo shows commands as they are, except for masks', () => {
  const log = logOf('::echo::on', '::group::g', '::add-mask::secret', '::error::e', '::echo:: OFF ', '::group::h');
  expect(log.lines).toEqual(['::group::g', '▶ g', '::add-mask::***', 'Error: e', '::echo:: OFF ', '▶ h']);
});

test.each(['yes', '', 'on off'])('echo of %j fails the step', value => {
  const log = logOf(`::echo::${value}`, '::notice::goes on');
  expect(log.failed).toBe(true);
  expect(log.annotations.map(({ message }) => message)).toEqual([
    `Unable to process command '::echo::${value}' successfully.`,
    value === '' ? "Value cannot be null. (Parameter 'value')" : expect.stringMatching(/^Invalid echo command value/),
    'goes on',
  ]);
});

test.each<[string, string, RegExp[], boolean]>([
  [
    'a missing file',
    '::add-matcher::gone.json',
    [/Unable to process/, /^Could not find file '.*\/gone\.json'\.$/],
    true,
  ],
  ['a file that is not JSON', '::add-matcher::text', [/Unable to process/, /JSON/], true],
  ['a good one', '::add-matcher::good.json', [], false],
  ['no file', '::add-matcher::', [/^File path must be specified\.$/], false],
  ['removal by a missing file', '##[remove-matcher]gone.json', [/Unable to process/, /Could not find file/], true],
  ['removal by an owner', '::remove-matcher owner=x::', [], false],
  ['removal by nothing', '::remove-matcher::', [/^Either an owner name or a file/], false],
  ['removal by both', '::remove-matcher owner=x::good.json', [/^Either specify/], false],
])('problem matchers: %s', async (_, line, messages, failed) => {
  await using a = await throwAway(`
    writeFileSync('good.json', '{"problemMatcher":[]}');
    writeFileSync('text', 'text');
    console.log(${JSON.stringify(line)});`);
  const { main } = await runStep(a);
  expect(main.annotations.map(({ message }) => message)).toEqual(messages.map(each => expect.stringMatching(each)));
  expect(main.failed).toBe(failed);
});

test('an annotation without a text is dropped, but takes one of the ten places', () => {
  const log = logOf('::error::', '::error::\u0085 ', '::warning title=t::', '::notice message=spare::');
  expect(log.annotations).toEqual([{ level: 'notice', message: 'spare' }]);
  expect(log.lines).toEqual(['Error: \u0085 ']);
  const errors = Array.from({ length: 10 }, (_, index) => `::error::${index === 0 ? '' : index}`);
  expect(logOf(...errors, '::error::late').annotations).toHaveLength(9);
  expect(logOf(...errors, '::error::', '::error::late').dropped).toMatchObject([{ message: 'late' }]);
});

test('U+0085 is white space, and U+FEFF is not', () => {
  expect(logOf('\u0085::error \u0085title=t::x').annotations).toEqual([{ level: 'error', title: 't', message: 'x' }]);
  expect(logOf('::echo::\u0085on').failed).toBe(false);
  expect(logOf('::echo::\ufeffon').failed).toBe(true);
  const masks = new Masks();
  expect([masks.add('\u0085'), masks.add('\ufeff')]).toEqual([false, true]);
  masks.add('first\n\u0085second');
  masks.add('first\n\ufeffthird');
  expect(masks.apply('second third \ufeffthird')).toBe('*** third ***');
});

test('with debug logging commands are echoed from the start, and the runner says what it does', () => {
  const masks = new Masks();
  masks.add('hunter-2');
  const output = ['::group::g', '::save-state name=s::hunter-2%0Atwo', '::set-output name=o::hunter-2', '::echo::x'];
  const log = interpret([...output, '::stop-commands::my-own-token', '::error::no'].join('\n'), masks);
  expect(log.debugLines).toEqual([
    '::group::g',
    '▶ g',
    '::save-state name=s::***%0Atwo',
    expect.stringContaining('`save-state` command is deprecated'),
    '##[debug]Save intra-action state s = ***',
    '##[debug]two',
    '::set-output name=o::***',
    expect.stringContaining('`set-output` command is deprecated'),
    "##[debug]steps.step.outputs.o='***'",
    '::echo::x',
    "Error: Unable to process command '::echo::x' successfully.",
    expect.stringMatching(/^Error: Invalid echo/),
    expect.stringMatching(/^##\[debug\]System\.Exception: Invalid echo/),
    '::stop-commands::***',
    expect.stringMatching(/^##\[debug\]Paused/),
    "##[debug]Process commands has been stopped and waiting for '##[***]' to resume.",
    '::error::no',
  ]);
  expect(log.lines.join('\n')).not.toMatch(/##\[debug\]|::group::/);
});
