export type Os = 'linux' | 'windows';

export interface Pairs {
  /** In the order of the file; a later pair replaces an earlier one with the same name. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
  /** In the runner's words. Pairs before the error are kept, and the step fails. */
  readonly error?: string;
}

/**
 * Key-value pairs of a command file (GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV), `name=value` or
 * `name<<delimiter … delimiter`. Only LF ends a line (on Windows also CRLF): a CR before it is part of the value.
 * `=value` is a pair with an empty name.
 * Source: EnvFileKeyValuePairs in FileCommandManager.cs.
 */
export function readPairs(text: string, os: Os = 'linux'): Pairs {
  const pairs: [string, string][] = [];
  const lines = new Lines(text, os);
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.text === '') continue;
    const equals = line.text.indexOf('=');
    const heredoc = line.text.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.push([line.text.slice(0, equals), line.text.slice(equals + 1)]);
      continue;
    }
    if (heredoc < 0) return { pairs, error: `Invalid format '${line.text}'` };
    const name = line.text.slice(0, heredoc);
    const delimiter = line.text.slice(heredoc + 2);
    if (name === '' || delimiter === '') {
      const error = `Invalid format '${line.text}'. Name must not be empty and delimiter must not be empty`;
      return { pairs, error };
    }
    const start = lines.at;
    let end = start;
    for (let part = lines.next(); part?.text !== delimiter; part = lines.next()) {
      if (part === undefined) return { pairs, error: `Invalid value. Matching delimiter not found '${delimiter}'` };
      if (part.newline === '') return { pairs, error: 'Invalid value. EOF marker missing new line.' };
      end = lines.at - part.newline.length;
    }
    pairs.push([name, text.slice(start, end)]);
  }
  return { pairs };
}

/**
 * The same as a record.
 *
 * @throws Error in the runner's words if the file is broken
 */
export function parsePairs(text: string, os: Os = 'linux'): Record<string, string> {
  const { pairs, error } = readPairs(text, os);
  if (error !== undefined) throw new Error(error);
  return Object.fromEntries(pairs);
}

/** Text of a file as .NET's File.ReadAllText decodes it: by its byte order mark, which is dropped, else as UTF-8. */
export function decodeFile(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(utf16).decode(bytes);
}

class Lines {
  /** Where the next line begins. */
  at = 0;
  readonly #text: string;
  readonly #newline: RegExp;

  constructor(text: string, os: Os) {
    this.#text = text;
    this.#newline = os === 'windows' ? /\r?\n/g : /\n/g;
  }

  next(): { text: string; newline: string } | undefined {
    if (this.at >= this.#text.length) return undefined;
    const start = this.at;
    this.#newline.lastIndex = start;
    const found = this.#newline.exec(this.#text);
    this.at = found === null ? this.#text.length : found.index + found[0].length;
    return { text: this.#text.slice(start, found?.index), newline: found?.[0] ?? '' };
  }
}
