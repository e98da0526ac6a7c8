import { canBeAt, KINDS, type Kind } from './kinds.ts';
import { MODE_NAMES, type ModeName } from './modes.ts';
import { simulate, type World } from './world.ts';

/** A fault at one request of a run. */
export interface Placed {
  /** Number of the request, from 1, main and post step together. */
  readonly at: number;
  readonly kind: Kind;
}

/** A reproducible run. */
export interface Case {
  readonly mode: ModeName;
  readonly faults: readonly Placed[];
  /** The event at which the main step is stopped. */
  readonly stopAt?: number | undefined;
  /** What else the job does between main and post step, in seconds. */
  readonly lasts?: number | undefined;
}

/** Runs it. A fault that does not apply to the operation of its request is ignored. */
export function runCase({ mode, faults, stopAt, lasts }: Case): Promise<World> {
  const kinds = new Map(faults.map(({ at, kind }) => [at, kind]));
  return simulate(mode, {
    faultOf: (number, operation) => {
      const kind = kinds.get(number);
      return kind !== undefined && canBeAt(kind, operation) ? kind : undefined;
    },
    stopAt,
    lasts: lasts === undefined ? undefined : lasts * 1000,
  });
}

/** A case as one line: `replace; stopped at 12; 3: reset, work done; 5: 429`. */
export function textOf({ mode, faults, stopAt, lasts }: Case): string {
  return [
    mode,
    ...(lasts === undefined ? [] : [`lasts ${lasts}`]),
    ...(stopAt === undefined ? [] : [`stopped at ${stopAt}`]),
    ...faults.map(({ at, kind }) => `${at}: ${kind.name}`),
  ].join('; ');
}

/** The case of a line that {@link textOf} made. @throws Error for any other */
export function caseOf(text: string): Case {
  const [modeText = '', ...rest] = text.split('; ');
  const mode = MODE_NAMES.find(name => name === modeText);
  if (mode === undefined) throw new Error(`There is no mode ${modeText}`);
  const numberBehind = (word: string) => {
    const part = rest.find(each => each.startsWith(word));
    return part === undefined ? undefined : Number(part.slice(word.length));
  };
  const faults = rest.flatMap(part => {
    const [, at = '', name = ''] = /^(\d+): (.*)$/.exec(part) ?? [];
    if (at === '') return [];
    const kind = KINDS.find(each => each.name === name);
    if (kind === undefined) throw new Error(`There is no kind of fault ${name}`);
    return [{ at: Number(at), kind }];
  });
  return { mode, faults, stopAt: numberBehind('stopped at '), lasts: numberBehind('lasts ') };
}
