import { trim, WHITE_SPACE } from './white-space.ts';

/** A workflow command: `::name key=value,key=value::data`, or in the old form `##[name key=value;key=value]data`. */
export interface Command {
  /** In lower case. */
  readonly name: string;
  /** By key in lower case. */
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

interface Marks {
  /** Of a command, at the start of a line after white space. */
  readonly start: RegExp;
  /** Between name and data. */
  readonly separator: RegExp;
  /** Of an old command, anywhere in a line. */
  readonly oldStart: RegExp;
}

const MARKS: Marks = { start: new RegExp(`^${WHITE_SPACE}*::`), separator: /::/, oldStart: /##\[/ };

/**
 * The runner looks for `::` and `##[` with a culture-aware comparison, in which .NET ignores zero-width and control
 * characters. Such a character in front of `::` prevents a command only by accident: the name is cut out one place off.
 * These patterns count it as a command, so that no program relies on that.
 */
const UNSEEN = '[\\p{Default_Ignorable_Code_Point}\\p{Cc}]*';
const STRICT_MARKS: Marks = {
  start: new RegExp(`^[\\s\\p{Default_Ignorable_Code_Point}\\p{Cc}]*:${UNSEEN}:`, 'u'),
  separator: new RegExp(`:${UNSEEN}:`, 'u'),
  oldStart: new RegExp(`#${UNSEEN}#${UNSEEN}\\[`, 'u'),
};

const DATA_ESCAPES = { '%0D': '\r', '%0A': '\n', '%25': '%' };
const PROPERTY_ESCAPES = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };
const OLD_ESCAPES = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%25': '%' };

/**
 * @param known whether there is a command of this name, given in lower case; any other line is plain text
 * @param strict see STRICT_MARKS
 * Source: TryParseV2 and TryParse in ActionCommand.cs; names and keys are compared without regard to case.
 */
export function parseCommand(line: string, known: (name: string) => boolean, strict = false): Command | undefined {
  const marks = strict ? STRICT_MARKS : MARKS;
  const commands = [parseNew(line, marks), parseOld(line, marks)];
  return commands.find(command => command !== undefined && known(command.name));
}

function parseNew(line: string, { start, separator }: Marks): Command | undefined {
  const rest = after(start, line);
  const end = rest === undefined ? null : separator.exec(rest);
  if (rest === undefined || end === null) return undefined;
  const { name, properties } = splitInfo(rest.slice(0, end.index));
  return {
    name,
    properties: parseProperties(trim(properties), ',', PROPERTY_ESCAPES),
    data: unescaped(rest.slice(end.index + end[0].length), DATA_ESCAPES),
  };
}

/** Only the first command of a line is checked. */
function parseOld(line: string, { oldStart }: Marks): Command | undefined {
  const rest = after(oldStart, line) ?? '';
  const end = rest.indexOf(']');
  if (end < 0) return undefined;
  const { name, properties } = splitInfo(rest.slice(0, end));
  return {
    name,
    properties: parseProperties(properties, ';', OLD_ESCAPES),
    data: unescaped(rest.slice(end + 1), OLD_ESCAPES),
  };
}

function after(mark: RegExp, line: string): string | undefined {
  const found = mark.exec(line);
  return found === null ? undefined : line.slice(found.index + found[0].length);
}

function splitInfo(info: string): { name: string; properties: string } {
  const space = info.indexOf(' ');
  if (space < 0) return { name: info.toLowerCase(), properties: '' };
  return { name: info.slice(0, space).toLowerCase(), properties: info.slice(space + 1) };
}

/** A pair without a value is ignored. */
function parseProperties(text: string, separator: string, escapes: Record<string, string>): Record<string, string> {
  const pairs = text.split(separator).flatMap(pair => {
    const [, key, value] = /^=*([^=]+)=+(.+)$/s.exec(pair) ?? [];
    return key === undefined || value === undefined ? [] : [[key.toLowerCase(), unescaped(value, escapes)] as const];
  });
  return Object.fromEntries(pairs);
}

function unescaped(text: string, escapes: Record<string, string>): string {
  return Object.entries(escapes).reduce((plain, [escaped, character]) => plain.replaceAll(escaped, character), text);
}
