import { nearest } from '../text.ts';
import { type InputSource, inputText } from './rows.ts';

/** Of the rows of inputs and fields, what decides whether an input may be lost. */
type Rows = Readonly<Record<string, { readonly limits?: boolean; readonly default?: unknown }>>;

type Source = Pick<InputSource, 'env' | 'complain'>;
type UnknownInput = ReturnType<typeof unknownInputs>[number];

/** What the runner passes on as an input and no row knows: a mistyped input, or a variable of the job. */
export function unknownInputs(rows: Rows, env: NodeJS.ProcessEnv) {
  return Object.entries(env).flatMap(([variable, text = '']) => {
    const name = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase();
    const value = text.trim();
    return name === undefined || Object.hasOwn(rows, name) || value === '' ? [] : [{ variable, name, value }];
  });
}

/**
 * The runner only warns of an unknown input, and a mistyped `scopes` would grant everything. A job may have variables of its
 * own that begin with INPUT_: so only names one slip away from an input whose loss would do more than was meant.
 */
export function complainOfMistypedInputs(rows: Rows, unknown: readonly UnknownInput[], source: Source): void {
  const { env, complain } = source;
  const lost = Object.keys(rows).filter(input => rows[input]?.limits && inputText(env, input) === '');
  for (const { variable, name, value } of unknown) {
    const meant = nearest(name, lost);
    if (meant === undefined || saysDefault(value, rows[meant]?.default)) continue;
    complain(name, `is not an input; did you mean ${meant}? If ${variable} is a variable of your own, rename it`);
  }
}

/** What is given under a name like that of an input that is missing; empty when there is nothing. */
export function hintFor(missing: readonly string[], unknown: readonly UnknownInput[]): string {
  const hints = missing.flatMap(input => {
    const like = unknown.find(({ name }) => isLike(name, input));
    return like === undefined ? [] : [`${like.name} is not an input; did you mean ${input}?`];
  });
  return hints.length === 0 ? '' : ` (${hints.join(' ')})`;
}

/** One slip away, or half of the words of one are the other. */
function isLike(name: string, input: string): boolean {
  const [short, long] = name.length < input.length ? [name, input] : [input, name];
  const [few, many] = [short.split(/[-_]/), long.split(/[-_]/)];
  const isPart = few.length * 2 >= many.length && few.every(word => many.includes(word));
  return isPart || nearest(name, [input]) !== undefined;
}

/** Whether a text says the default of an input, so that losing it changes nothing. */
function saysDefault(text: string, value: unknown): boolean {
  if (typeof value === 'boolean') return (value ? /^(true|yes|y|on|1)$/i : /^(false|no|n|off|0)$/i).test(text);
  return text.toLowerCase() === String(value).toLowerCase();
}
