import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFile, type Os, readPairs } from './files.ts';
import type { StepLog } from './log.ts';
import type { Masks } from './masks.ts';

export type CommandFile = 'output' | 'state' | 'env' | 'path' | 'summary';

/**
 * What is wrong with a command file before the program starts. `missing`: its folder does not exist (ENOENT).
 * `directory`: it is one (EISDIR). `fullAfter`: so many bytes can be written, then a write fails with EFBIG, Linux alone;
 * a disk that is full says ENOSPC, the rest is the same.
 */
export type Broken = 'missing' | 'directory' | { readonly fullAfter: number };

export type BrokenFiles = Partial<Record<CommandFile, Broken>>;

/** The contents of a program's files after its end. */
export interface Results {
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly exported: Readonly<Record<string, string>>;
  /** Folders to put first on PATH. */
  readonly path: readonly string[];
  /** The summary as shown: masked line by line, and empty if it was larger than 1 MiB. */
  readonly summary: string;
  /** The summary as the program wrote it. */
  readonly rawSummary: string;
}

const NAMES = { output: 'OUTPUT', state: 'STATE', env: 'ENV', path: 'PATH', summary: 'STEP_SUMMARY' } as const;
const LARGEST_SUMMARY = 1024 * 1024;
/** The limit of a process applies to each of its files; a file that must be full sooner starts with empty lines. */
const FILE_SIZE_LIMIT = 4 * 1024 * 1024;

/** The files of one program. Source: FileCommandManager.cs. */
export class CommandFiles {
  readonly #folder: string;
  readonly #broken: BrokenFiles;

  private constructor(folder: string, broken: BrokenFiles) {
    this.#folder = folder;
    this.#broken = broken;
  }

  static create(folder: string, broken: BrokenFiles = {}): CommandFiles {
    const files = new CommandFiles(folder, broken);
    for (const name of fileNames()) {
      const path = files.#path(name);
      const how = broken[name];
      if (how === 'missing') continue;
      if (how === 'directory') mkdirSync(path);
      else writeFileSync(path, '\n'.repeat(padding(how)));
    }
    return files;
  }

  /** The variables that name them. */
  get env(): Record<string, string> {
    return Object.fromEntries(fileNames().map(name => [`GITHUB_${NAMES[name]}`, this.#path(name)]));
  }

  /** In bytes, for prlimit. */
  get fileSizeLimit(): number | undefined {
    return Object.values(this.#broken).some(how => typeof how === 'object') ? FILE_SIZE_LIMIT : undefined;
  }

  /** Reads them when the program has ended, however it ended, in the runner's order (ExtensionManager.cs). */
  read(log: StepLog, masks: Masks, os: Os): Results {
    const path = [...new Set(lines(decodeFile(this.#bytes('path'))).reverse())].reverse();
    const exported = new Map<string, string>();
    this.#pairs('env', log, os, (name, value) => {
      if (name.toUpperCase() === 'NODE_OPTIONS') {
        log.issue('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
        return;
      }
      exported.set(name, value);
      log.debug(`${name}='${value}'`);
    });
    const { summary, rawSummary } = this.#summary(log, masks);
    const state = new Map(log.state);
    this.#pairs('state', log, os, (name, value) => {
      setIgnoringCase(state, name, value);
      log.debug(`Save intra-action state ${name} = ${value}`);
    });
    const outputs = new Map(log.outputs);
    this.#pairs('output', log, os, (name, value) => {
      if (name === '') throw new Error("Value cannot be null. (Parameter 'name')");
      setIgnoringCase(outputs, name, value);
      log.debug(`Set output ${name} = ${value}`);
    });
    return {
      outputs: Object.fromEntries(outputs),
      state: Object.fromEntries(state),
      exported: Object.fromEntries(exported),
      path,
      summary,
      rawSummary,
    };
  }

  #path(name: CommandFile): string {
    return join(this.#folder, ...(this.#broken[name] === 'missing' ? ['gone'] : []), NAMES[name]);
  }

  /** What the program wrote; empty if it could not write. */
  #bytes(name: CommandFile): Buffer {
    const how = this.#broken[name];
    try {
      return readFileSync(this.#path(name)).subarray(padding(how));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      // A missing file counts as empty; for the two files without pairs, so does a folder (File.Exists).
      if (error.code === 'ENOENT' || name === 'path' || name === 'summary') return Buffer.alloc(0);
      throw new Error(`Access to the path '${this.#path(name)}' is denied.`);
    }
  }

  #pairs(name: CommandFile, log: StepLog, os: Os, set: (name: string, value: string) => void): void {
    try {
      const { pairs, error } = readPairs(decodeFile(this.#bytes(name)), os);
      for (const [key, value] of pairs) set(key, value);
      if (error !== undefined) throw new Error(error);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.fail(`Unable to process file command '${name}' successfully.`, why);
    }
  }

  /** CreateStepSummaryCommand: a summary that is too large causes an error annotation, and the step still succeeds. */
  #summary(log: StepLog, masks: Masks): { summary: string; rawSummary: string } {
    const bytes = this.#bytes('summary');
    const rawSummary = decodeFile(bytes);
    if (bytes.length > LARGEST_SUMMARY) {
      const size = `supports content up to a size of 1024k, got ${Math.floor(bytes.length / 1024)}k`;
      log.issue('error', `$GITHUB_STEP_SUMMARY upload aborted, ${size}.`);
      return { summary: '', rawSummary };
    }
    const summary = rawSummary.split(/\r\n|\r|\n/).map(line => masks.apply(line));
    return { summary: summary.join('\n'), rawSummary };
  }
}

function fileNames(): CommandFile[] {
  return Object.keys(NAMES) as CommandFile[];
}

function padding(how: Broken | undefined): number {
  return typeof how === 'object' ? FILE_SIZE_LIMIT - how.fullAfter : 0;
}

function lines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).filter(line => line !== '');
}

/** Outputs and state are looked up regardless of case; the first spelling is kept. */
function setIgnoringCase(map: Map<string, string>, name: string, value: string): void {
  const known = [...map.keys()].find(key => key.toLowerCase() === name.toLowerCase());
  map.set(known ?? name, value);
}
