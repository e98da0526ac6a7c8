import { type Command, parseCommand } from './commands.ts';
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
  /** What reaches the page of the run: ten of each level. */
  readonly annotations: readonly Annotation[];
  /** What came after these ten, and is in the log alone. */
  readonly dropped: readonly Annotation[];
  /** From the old commands `set-output` and `save-state`. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  /** A command could not be carried out: the step is red, whatever its exit code. */
  readonly failed: boolean;
}

const COMMANDS: ReadonlySet<string> = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);
/** Not shown as they are after `::echo::on` (OmitEcho). */
const QUIET: ReadonlySet<string> = new Set(['add-mask', 'debug', 'notice', 'warning', 'error']);

const TITLES = { notice: 'Notice', warning: 'Warning', error: 'Error' };
const LONGEST_MESSAGE = 4096;
const MOST_OF_A_LEVEL = 10;

/** Interprets the lines of a program's output in their order, so that a mask holds from the moment it is added. */
export function interpret(output: string, masks: Masks, strict = false): Log {
  const log = new StepLog(masks, strict);
  log.read(output);
  return log;
}

/**
 * The log of one step while it grows: the program's output, and what the runner itself has to say.
 * Source: ActionCommandManager.cs, AddIssue and Write in ExecutionContext.cs, OutputManager.cs.
 */
export class StepLog implements Log {
  readonly lines: string[] = [];
  readonly debugLines: string[] = [];
  readonly annotations: Annotation[] = [];
  readonly dropped: Annotation[] = [];
  readonly outputs = new Map<string, string>();
  readonly state = new Map<string, string>();
  failed = false;
  readonly #masks: Masks;
  readonly #strict: boolean;
  /** While set, nothing but this command is one. */
  #stopToken: string | undefined;
  #echo = false;

  /** @param strict see parseCommand */
  constructor(masks: Masks, strict = false) {
    this.#masks = masks;
    this.#strict = strict;
  }

  /** @param stream all that the program wrote; a line ends with LF, CR or both, as StreamReader.ReadLine has it */
  read(stream: string): void {
    const lines = stream.split(/\r\n|\r|\n/);
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) this.#readLine(line);
  }

  output(line: string): void {
    const shown = this.#masks.apply(line);
    this.lines.push(shown);
    this.debugLines.push(shown);
  }

  debug(text: string): void {
    for (const line of text.split(/\r?\n/)) this.debugLines.push(this.#masks.apply(`##[debug]${line}`));
  }

  /**
   * The message is masked, then cut to 4,096 UTF-16 units, and the log line is made of what is left. A title is
   * neither masked nor cut.
   */
  issue(level: Annotation['level'], text: string, title?: string): void {
    const message = this.#masks.apply(text).slice(0, LONGEST_MESSAGE);
    const sameLevel = this.annotations.filter(each => each.level === level).length;
    const target = sameLevel < MOST_OF_A_LEVEL ? this.annotations : this.dropped;
    target.push({ level, message, ...(title === undefined ? {} : { title }) });
    if (message !== '') this.output(`${TITLES[level]}: ${message}`);
  }

  /** An error that makes the step red. */
  fail(...messages: string[]): void {
    for (const message of messages) this.issue('error', message);
    this.failed = true;
  }

  #readLine(line: string): void {
    const command = parseCommand(line, name => COMMANDS.has(name) || name === this.#stopToken, this.#strict);
    if (this.#stopToken !== undefined) {
      if (command?.name === this.#stopToken) this.#stopToken = undefined;
      this.output(line);
    } else if (command === undefined) {
      this.output(line);
    } else {
      if (this.#echo && !QUIET.has(command.name)) this.output(line);
      const refused = this.#obey(command, line);
      if (refused !== undefined) this.fail(`Unable to process command '${line}' successfully.`, refused);
    }
  }

  /** @returns why the runner cannot carry it out, if so */
  #obey({ name, properties, data }: Command, line: string): string | undefined {
    switch (name) {
      case 'add-mask':
        if (!this.#masks.add(data))
          this.issue('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
        else if (this.#echo) this.output('::add-mask::***');
        return undefined;
      case 'debug':
        this.debug(data);
        return undefined;
      case 'notice':
      case 'warning':
      case 'error':
        this.issue(name, data, properties['title']);
        return undefined;
      case 'group':
        this.output(`▶ ${data}`);
        return undefined;
      case 'echo':
        this.#echo = data.trim().toUpperCase() === 'ON';
        return undefined;
      case 'stop-commands': {
        const token = data.toLowerCase();
        if (token === '' || token === 'pause-logging' || COMMANDS.has(token)) return 'You cannot use this endToken.';
        this.#stopToken = token;
        if (token.length > 6) this.#masks.add(data);
        this.output(line);
        return undefined;
      }
      case 'set-output':
      case 'save-state': {
        // Old, and they still work: text that gets into a log as a command sets what it likes.
        this.issue('warning', `The \`${name}\` command is deprecated and will be disabled soon.`);
        const key = properties['name'];
        if (key === undefined) return `Required field 'name' is missing in ##[${name}] command.`;
        (name === 'set-output' ? this.outputs : this.state).set(key, data);
        return undefined;
      }
      case 'set-env':
      case 'add-path':
        return `The \`${name}\` command is disabled.`;
      default:
        return undefined;
    }
  }
}
