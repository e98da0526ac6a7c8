import { missingCommandFiles, type Report } from '../runner/report.ts';
import { MAX_INTEGER } from '../tenant/client-request.ts';
import { type Complain, type InputSource, secretTexts } from '../tenant/connection.ts';
import { proxySecrets } from '../tenant/proxy.ts';
import { count, messageOf, nearest, quote } from '../text.ts';
import { parseList } from './list.ts';

/** Every problem of the inputs at once; nothing has been sent. */
export class WrongInputs extends Error {
  constructor(problems: readonly string[]) {
    const list = problems.map(problem => `\n- ${problem}`).join('');
    super(`${count(problems.length, 'problem')} in the inputs; nothing was sent:${list}`);
  }
}

/** The inputs of an action while they are read: each is parsed by its kind, and problems are collected. */
export interface Inputs extends InputSource {
  readonly complain: Complain;
  flag(input: string, otherwise: boolean): boolean;
  wholeNumber<T>(input: string, otherwise: T): number | T;
  /** Empty when the input is not given, or is none. */
  list(input: string): Promise<string[]>;
  /** Variables of the runner that must name a file. */
  needFiles(names: readonly string[]): void;
  readonly problems: readonly string[];
}

export const CONNECTION_INPUTS = [
  'tenant',
  'base-url',
  'api-version',
  'pat-client-id',
  'pat-client-secret',
  'access-token',
];

/**
 * What reading the inputs of any of the actions begins with. Masks secrets first, so that no problem can show one.
 *
 * @param names every input of the action
 */
export function openInputs(env: NodeJS.ProcessEnv, report: Report, names: readonly string[]): Inputs {
  const given = (name: string) => inputText(env, name);
  const problems: string[] = [];
  const complain: Complain = (subject, problem) => problems.push(`${subject}: ${problem}`);
  for (const secret of [...secretTexts({ given, env }), ...proxySecrets(env)]) report.mask(secret);
  complainOfMistypedInputs(names, env, complain);

  return {
    given,
    env,
    complain,
    flag: (input, otherwise) => {
      const text = given(input);
      const value = text === '' ? otherwise : parseBoolean(text);
      if (value === undefined) complain(input, `must be true or false, not ${quote(text)}`);
      return value ?? otherwise;
    },
    wholeNumber: (input, otherwise) => {
      const text = given(input);
      if (text === '') return otherwise;
      if (/^[1-9]\d*$/.test(text) && Number(text) <= MAX_INTEGER) return Number(text);
      complain(input, `must be a whole number from 1 to ${MAX_INTEGER}, not ${quote(text)}`);
      return otherwise;
    },
    list: async input => {
      const text = given(input);
      if (text === '') return [];
      return parseList(text).catch((error: unknown) => {
        complain(input, messageOf(error));
        return [];
      });
    },
    needFiles: files => void problems.push(...missingCommandFiles(files, env)),
    problems,
  };
}

/** As core.getInput reads it, from an environment that is passed in. */
export function inputText(env: NodeJS.ProcessEnv, name: string): string {
  return env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
}

/** YAML 1.2 core schema, as in core.getBooleanInput. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  return undefined;
}

/**
 * The runner only warns of an input that action.yml does not know, and a mistyped `scopes` would grant everything.
 * Only what is near a known name is meant for us: other programs use the prefix INPUT_, too.
 */
function complainOfMistypedInputs(known: readonly string[], env: NodeJS.ProcessEnv, complain: Complain): void {
  for (const variable of Object.keys(env)) {
    const name = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase();
    if (name === undefined || known.includes(name) || !env[variable]) continue;
    const meant = nearest(name, known);
    if (meant !== undefined) complain(name, `is not an input; did you mean ${meant}?`);
  }
}
