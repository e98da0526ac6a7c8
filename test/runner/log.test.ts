import { expect, test } from 'vitest';
import { interpret } from './log.ts';
import { Masks } from './masks.ts';

const logOf = (...lines: string[]) => interpret(lines.join('\n'), new Masks());

test('commands are unescaped, old ones are found anywhere in a line, and stop-commands stops them', () => {
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
  'a character that nobody sees keeps no line from being a command in the strict reading: %j',
  line => {
    expect(logOf(line).annotations).toEqual([]);
    expect(interpret(line, new Masks(), true).annotations).toEqual([{ level: 'error', message: 'x' }]);
  },
);

test('a visible character in front of :: makes a line plain text, in the strict reading, too', () => {
  expect(interpret('| ::error::x', new Masks(), true)).toMatchObject({ annotations: [], lines: ['| ::error::x'] });
});

test('a message is masked, then cut at 4,096 characters, and its log line with it', () => {
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

test('ten annotations of each level are shown, the others are in the log alone', () => {
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  const log = logOf(...numbers.map(number => `::warning::w${number}`), '::error::e');
  expect(log.annotations.map(each => each.message)).toEqual([...numbers.slice(0, 10).map(number => `w${number}`), 'e']);
  expect(log.dropped.map(each => each.message)).toEqual(['w10', 'w11']);
  expect(log.lines).toHaveLength(13);
});

test('old commands set outputs and state, with a warning; set-env and add-path make the step red', () => {
  const log = logOf('::set-output name=a::1', '::save-state name=b::2');
  expect(log).toMatchObject({ outputs: new Map([['a', '1']]), state: new Map([['b', '2']]), failed: false });
  expect(log.annotations.map(each => each.level)).toEqual(['warning', 'warning']);
  expect(logOf('::set-env name=a::1')).toMatchObject({ failed: true });
  expect(logOf('::add-path::/x').lines.join('\n')).toContain('`add-path` command is disabled');
});

test('a token that is a command, or nothing, stops none', () => {
  for (const token of ['', 'error', 'pause-logging']) {
    expect(logOf(`::stop-commands::${token}`, '::notice::x')).toMatchObject({
      failed: true,
      annotations: { length: 3 },
    });
  }
});

test('echo shows commands as they are, masks apart', () => {
  const log = logOf('::echo::on', '::group::g', '::add-mask::secret', '::error::e', '::echo::off', '::group::h');
  expect(log.lines).toEqual(['::group::g', '▶ g', '::add-mask::***', 'Error: e', '::echo::off', '▶ h']);
});
