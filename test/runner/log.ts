import { resolve } from 'node:path';
import { type Command, parseCommand } from './commands.ts';
import type { Masks } from './masks.ts';
import { readMatchers } from './matchers.ts';
import { isBlank, trim } from './white-space.ts';

export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly message: string;
  readonly title?: string;
}

/** How the runner interprets a program's output. */
export interface Log {
  /** What a reader of the job's log sees. */
  readonly lines: readonly string[];
  /** The same with step debug logging, which also shows what is saved, exported and output. */
  readonly debugLines: readonly string[];
  /** The annotations on the page of the run: ten of each level. */
  readonly annotations: readonly Annotation[];
  /** The annotations after these ten, which are only in the log. */
  readonly dropped: readonly Annotation[];
  /** From the old commands `set-output` and `save-state`. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  /** A command could not be carried out, so the step fails, whatever its exit code. */
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
/** Commands that are not echoed after `::echo::on` (OmitEcho). */
const QUIET: ReadonlySet<string> = new Set(['add-mask', 'debug', 'notice', 'warning', 'error']);

const TITLES = { notice: 'Notice', warning: 'Warning', error: 'Error' };
const LONGEST_MESSAGE = 4096;
const MOST_OF_A_LEVEL = 10;
const REFUSED_TOKEN =
  "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command.";

/** Interprets the lines of a program's output in their order, so that a mask applies from the moment it is added. */
export function interpret(output: string, masks: Masks, strict = false): Log {
  const log = new StepLog(masks, strict);
  log.read(output);
  return log;
}

/**
 * The growing log of one step: the program's output, and the runner's own lines.
 * Source: ActionCommandManager.cs, AddIssue and Write in ExecutionContext.cs, IssueExtensions.cs, OutputManager.cs.
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
  readonly #workspace: string;
  /** How many of each level took a place among the annotations. */
  readonly #counts = { notice: 0, warning: 0, error: 0 };
  /** While set, only this command is recognized. */
  #stopToken: string | undefined;
  /** Commands are echoed; with debug logging from the start. */
  #echo = { log: false, debug: true };
  /** The runner has stopped reading lines. */
  #hasEnded = false;

  /** @param strict see parseCommand */
  constructor(masks: Masks, strict = false, workspace = '.') {
    this.#masks = masks;
    this.#strict = strict;
    this.#workspace = workspace;
  }

  /** @param stream all that the program wrote; a line ends with LF, CR or both, as StreamReader.ReadLine has it */
  read(stream: string): void {
    const lines = stream.split(/\r\n|\r|\n/);
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) if (!this.#hasEnded) this.#readLine(line);
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
   * neither masked nor cut, and neither is the property `message`, which is the text of one that has no other. Without
   * a text there is no annotation, but it takes one of the ten places.
   */
  issue(level: Annotation['level'], text: string, properties: Readonly<Record<string, string>> = {}): void {
    const { title, message: spare = '' } = properties;
    const message = this.#masks.apply(text).slice(0, LONGEST_MESSAGE);
    const annotation = { level, message: isBlank(message) ? spare : message, ...(title !== undefined && { title }) };
    if (this.#counts[level] < MOST_OF_A_LEVEL) {
      this.#counts[level]++;
      if (!isBlank(annotation.message)) this.annotations.push(annotation);
    } else if (!isBlank(message)) {
      this.dropped.push(annotation);
    }
    if (message !== '') this.output(`${TITLES[level]}: ${message}`);
  }

  /** An exception of the runner: errors that fail the step. */
  fail(...messages: string[]): void {
    for (const message of messages) this.issue('error', message);
    this.debug(`System.Exception: ${messages.at(-1)}`);
    this.failed = true;
  }

  #readLine(line: string): void {
    const command = parseCommand(line, name => COMMANDS.has(name) || name === this.#stopToken, this.#strict);
    if (command === undefined) {
      this.output(line);
    } else if (this.#stopToken === undefined) {
      this.#obey(command, line);
    } else if (command.name === this.#stopToken) {
      this.#stopToken = undefined;
      this.output(line);
      this.debug('Resume processing commands');
    } else {
      this.debug(`Process commands has been stopped and waiting for '##[${this.#stopToken}]' to resume.`);
      this.output(line);
    }
  }

  #obey(command: Command, line: string): void {
    if (command.name === 'stop-commands') {
      this.#stop(command.data, line);
      return;
    }
    if (!QUIET.has(command.name)) this.#echoed(line);
    const refused = this.#carryOut(command);
    if (refused !== undefined) this.fail(`Unable to process command '${line}' successfully.`, refused);
  }

  #echoed(line: string): void {
    const shown = this.#masks.apply(line);
    if (this.#echo.log) this.lines.push(shown);
    if (this.#echo.debug) this.debugLines.push(shown);
  }

  /** The runner does not catch the exception for a forbidden token, so the step ends with it. */
  #stop(data: string, line: string): void {
    const token = data.toLowerCase();
    if (token === '' || token === 'pause-logging' || COMMANDS.has(token)) {
      this.fail(REFUSED_TOKEN);
      this.#hasEnded = true;
      return;
    }
    this.#stopToken = token;
    if (token.length > 6) this.#masks.add(data);
    this.output(line);
    this.debug('Paused processing commands until the token you called ::stopCommands:: with is received');
  }

  /** @returns why the runner cannot carry it out, or undefined */
  #carryOut({ name, properties, data }: Command): string | undefined {
    switch (name) {
      case 'add-mask':
        if (isBlank(data)) this.issue('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
        else this.#echoed('::add-mask::***');
        this.#masks.add(data);
        return undefined;
      case 'debug':
        this.debug(data);
        return undefined;
      case 'notice':
      case 'warning':
      case 'error':
        this.issue(name, data, properties);
        return undefined;
      case 'group':
        this.output(`▶ ${data}`);
        return undefined;
      case 'echo':
        return this.#setEcho(data);
      case 'add-matcher':
        if (data !== '') return readMatchers(resolve(this.#workspace, data));
        this.issue('warning', 'File path must be specified.');
        return undefined;
      case 'remove-matcher':
        return this.#removeMatchers(properties['owner'] ?? '', data);
      case 'set-output':
      case 'save-state':
        return this.#set(name, properties['name'], data);
      case 'set-env':
      case 'add-path':
        return `The \`${name}\` command is disabled.`;
      default:
        return undefined;
    }
  }

  #setEcho(data: string): string | undefined {
    if (data === '') return "Value cannot be null. (Parameter 'value')";
    const value = trim(data).toLowerCase();
    if (value !== 'on' && value !== 'off') {
      return `Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${data}'.`;
    }
    this.#echo = { log: value === 'on', debug: value === 'on' };
    this.debug(`Setting echo command value to '${value}'`);
    return undefined;
  }

  #removeMatchers(owner: string, file: string): string | undefined {
    if (owner === '' && file !== '') return readMatchers(resolve(this.#workspace, file));
    if (owner === '') {
      const which = 'Either an owner name or a file path must be specified in ##[remove-matcher] command.';
      this.issue('warning', which);
    } else if (file !== '') {
      const both =
        'Either specify an owner name or a file path in ##[remove-matcher] command. Both values cannot be set.';
      this.issue('warning', both);
    }
    return undefined;
  }

  /** Old commands that still work: text that gets into a log as such a command can set anything. */
  #set(command: 'set-output' | 'save-state', name: string | undefined, value: string): string | undefined {
    this.issue('warning', `The \`${command}\` command is deprecated and will be disabled soon.`);
    if (name === undefined) return `Required field 'name' is missing in ##[${command}] command.`;
    if (command === 'set-output') {
      this.outputs.set(name, value);
      this.debug(`steps.step.outputs.${name}='${value}'`);
    } else {
      this.state.set(name, value);
      this.debug(`Save intra-action state ${name} = ${value}`);
    }
    return undefined;
  }
}
