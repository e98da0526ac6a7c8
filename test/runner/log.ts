import type { Masks } from './masks.ts';

export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly message: string;
  readonly title?: string;
}

/** What the runner makes of a program's output. */
export interface Log {
  /** What a reader of the job's log sees. */
  readonly lines: readonly string[];
  /** The same where step debug logging is on. */
  readonly debugLines: readonly string[];
  readonly annotations: readonly Annotation[];
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const COMMANDS = [
  'add-mask',
  'debug',
  'notice',
  'warning',
  'error',
  'group',
  'endgroup',
  'stop-commands',
  'echo',
  'set-output',
  'save-state',
  'set-env',
  'add-path',
];
const TITLES = { notice: 'Notice', warning: 'Warning', error: 'Error' };

/** Interprets the lines of a program's output in their order, so that a mask holds from the moment it is added. */
export function interpret(output: string, masks: Masks): Log {
  const lines: string[] = [];
  const debugLines: string[] = [];
  const annotations: Annotation[] = [];
  const show = (line: string) => {
    lines.push(masks.apply(line));
    debugLines.push(masks.apply(line));
  };
  let resumeToken: string | undefined;

  for (const line of output.replace(/\n$/, '').split(/\r?\n/)) {
    if (resumeToken !== undefined) {
      if (line.trim() === `::${resumeToken}::`) resumeToken = undefined;
      else show(line);
      continue;
    }
    const command = parseCommand(line) ?? parseOldCommand(line);
    switch (command?.name) {
      case undefined:
        show(line);
        break;
      case 'add-mask':
        masks.add(command?.data ?? '');
        break;
      case 'debug':
        debugLines.push(masks.apply(`##[debug]${command?.data}`));
        break;
      case 'notice':
      case 'warning':
      case 'error': {
        const level = command?.name;
        if (level !== 'notice' && level !== 'warning' && level !== 'error') break;
        const title = command?.properties['title'];
        annotations.push({
          level,
          message: masks.apply(command?.data ?? ''),
          ...(title === undefined ? {} : { title: masks.apply(title) }),
        });
        show(`${TITLES[level]}: ${command?.data}`);
        break;
      }
      case 'group':
        show(`▶ ${command?.data}`);
        break;
      case 'stop-commands':
        resumeToken = command?.data;
        break;
      case 'set-output':
      case 'save-state':
      case 'set-env':
      case 'add-path':
        // Old, and a leak: the runner warns of them, and tests must see that they were used.
        show(`Warning: The \`${command?.name}\` command is deprecated`);
        break;
      default:
        break;
    }
  }
  return { lines, debugLines, annotations };
}

/** `::name key=value,key=value::data`, at the start of a line; ActionCommand.TryParseV2. */
function parseCommand(line: string): Command | undefined {
  const match = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/s.exec(line);
  const [, name = '', properties = '', data = ''] = match ?? [];
  if (match === null || !COMMANDS.includes(name)) return undefined;
  return { name, properties: parseProperties(properties, ','), data: decode(data) };
}

/** `##[name key=value;key=value]data`, anywhere in a line; ActionCommand.TryParse. */
function parseOldCommand(line: string): Command | undefined {
  const match = /##\[([\w-]+)(?: ([^\]]*))?\](.*)$/s.exec(line);
  const [, name = '', properties = '', data = ''] = match ?? [];
  if (match === null || !COMMANDS.includes(name)) return undefined;
  return { name, properties: parseProperties(properties, ';'), data };
}

function parseProperties(text: string, separator: string): Record<string, string> {
  const pairs = text.split(separator).map(pair => pair.trim().split(/=(.*)/s));
  return Object.fromEntries(
    pairs.map(([key = '', value = '']) => [key, decode(value).replaceAll('%3A', ':').replaceAll('%2C', ',')]),
  );
}

function decode(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
