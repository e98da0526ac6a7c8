import { messageOf, StepError } from '../errors.ts';
import type { Report } from '../report.ts';
import { SHORTEST_MASK } from '../runner/masks.ts';
import { missingCommandFiles } from '../runner/report.ts';
import { MAX_INTEGER } from '../tenant/client-request.ts';
import type { Row } from '../tenant/fields.ts';
import { count } from '../text.ts';
import { parseList } from './list.ts';
import { complainOfMistypedInputs, hintFor, unknownInputs } from './mistyped.ts';
import { type Complain, type InputRows, type InputSource, inputText } from './rows.ts';
import { maskSecrets } from './secret-inputs.ts';

/** Every problem of the inputs at once; nothing has been sent. */
export class WrongInputs extends StepError {
  constructor(problems: readonly string[]) {
    const list = problems.map(problem => `\n- ${problem}`).join('');
    super(`${count(problems.length, 'problem')} in the inputs; nothing was sent:${list}`);
  }
}

type Named<R extends InputRows, K> = { [N in keyof R]: R[N]['kind'] extends K ? N : never }[keyof R] & string;

/** The inputs of an action while they are read: each is parsed by its row, and problems are collected. */
export interface Inputs<R extends InputRows> extends InputSource {
  flag(input: Named<R, 'boolean'>): boolean;
  integer(input: Named<R, 'integer'>): number;
  /** @returns milliseconds, or undefined when it is not given or wrong */
  duration(input: Named<R, 'duration'>): number | undefined;
  /** @returns undefined when it is not given, or is none */
  list(input: Named<R, 'list'>): Promise<readonly string[] | undefined>;
  /** @param files variables of the runner that must name files @returns what was read @throws WrongInputs with every problem */
  finish<T>(files: readonly string[], read: Partly<T>): T;
}

/** What is undefined stands for a problem. */
type Partly<T> = { readonly [K in keyof T]: T[K] | undefined };

const MILLISECONDS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Masks secrets first, so that no problem can show one. @param fields further inputs, which are fields of the request */
export function openInputs<R extends InputRows>(
  env: NodeJS.ProcessEnv,
  report: Report,
  rows: R,
  fields: readonly Row[] = [],
): Inputs<R> {
  const { quote } = report;
  const given = (name: string) => inputText(env, name, rows[name]);
  const problems: string[] = [];
  const complain: Complain = (subject, problem) => void problems.push(`${subject}: ${problem}`);
  const isShort = ({ length }: string) => length > 0 && length < SHORTEST_MASK;
  const warning = `A secret shorter than ${SHORTEST_MASK} characters is not masked: masking it would hide too much of the log.`;
  if (maskSecrets(env, rows, report).some(isShort)) report.warning(warning);
  const allRows = { ...rows, ...Object.fromEntries(fields.map(row => [row.input, row])) };
  const unknown = unknownInputs(allRows, env);
  complainOfMistypedInputs(allRows, unknown, { env, complain });

  return {
    given,
    env,
    report,
    complain,
    meant: (...missing) => hintFor(missing, unknown),
    flag: input => {
      const text = given(input);
      const value = text === '' ? rows[input]?.default === true : parseBoolean(text);
      if (value === undefined) complain(input, `must be true or false, not ${quote(text)}`);
      return value ?? false;
    },
    integer: input => {
      const text = given(input);
      const { default: usual, least = 0 } = rows[input] ?? {};
      const isRight = /^(?!0\d)\d+$/.test(text) && Number(text) >= least && Number(text) <= MAX_INTEGER;
      if (isRight) return Number(text);
      if (text !== '') complain(input, `must be a whole number from ${least} to ${MAX_INTEGER}, not ${quote(text)}`);
      // A wrong one is a problem of its own, and must not cause others.
      return Number(usual);
    },
    duration: input => {
      const text = given(input);
      const [, number, unit = ''] = /^((?!0)\d{1,6})([mhdw])$/.exec(text) ?? [];
      const length = MILLISECONDS[unit];
      if (length !== undefined) return Number(number) * length;
      if (text !== '') complain(input, `${quote(text)} is not a duration such as 45m, 12h, 30d or 2w`);
      return undefined;
    },
    list: async input => {
      const list = given(input) === '' ? undefined : parseList(given(input));
      return list?.catch((error: unknown) => complain(input, messageOf(error)));
    },
    finish: (files, read) => {
      problems.push(...missingCommandFiles(files, env));
      if (problems.length > 0 || !isWhole(read)) throw new WrongInputs(problems);
      return read;
    },
  };
}

const isWhole = <T>(read: Partly<T>): read is Partly<T> & T => Object.values(read).every(value => value !== undefined);

/** The value of an input that names one of several things, without regard to case; undefined when it is not given, or is wrong. */
export function oneOf<V extends string>(input: string, values: readonly V[], source: InputSource): V | undefined {
  const { given, report, complain } = source;
  const text = given(input);
  const value = values.find(each => each === text.toLowerCase());
  if (text !== '' && value === undefined) complain(input, `${report.quote(text)} is not one of ${values.join(', ')}`);
  return value;
}

/** YAML 1.2 core schema, as in core.getBooleanInput. */
export const parseBoolean = (text: string): boolean | undefined =>
  /^(true|True|TRUE)$/.test(text) ? true : /^(false|False|FALSE)$/.test(text) ? false : undefined;
