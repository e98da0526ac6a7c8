import { problemsOf } from './checks.ts';
import { KINDS, type Kind, kindsFor } from './kinds.ts';
import { MODES, type ModeName } from './modes.ts';
import { simulate, type World } from './world.ts';

/** A fault at one request of a run. */
export interface Placed {
  /** Of the request, from 1, main and post step together. */
  readonly at: number;
  readonly kind: Kind;
}

/** A run that can be repeated. */
export interface Case {
  readonly mode: ModeName;
  readonly faults: readonly Placed[];
}

/** Faults are put at so many requests, counted from the first. */
const FIRST_REQUESTS = 7;

const MODE_NAMES = Object.keys(MODES).filter((name): name is ModeName => name in MODES);

export function runCase({ mode, faults }: Case): Promise<World> {
  const kinds = new Map(faults.map(({ at, kind }) => [at, kind]));
  return simulate(mode, { faultOf: number => kinds.get(number) });
}

/**
 * Every run with at most two faults, each at one of the first seven requests. A second fault at a request that is not
 * sent, once the first has done its work, is left out: it is the run with the first alone.
 *
 * @param isChosen whether the pair of that number is run; the runs with one fault always are
 * @param see is given each run
 */
export async function everyPair(
  isChosen: (number: number) => boolean,
  see: (each: Case, world: World) => void,
): Promise<void> {
  let number = 0;
  async function go(each: Case): Promise<void> {
    const world = await runCase(each);
    see(each, world);
    if (each.faults.length === 2) return;
    const last = each.faults.at(-1)?.at ?? 0;
    const { requests } = world.job;
    for (const [index, { operation }] of requests.slice(0, FIRST_REQUESTS).entries()) {
      const at = index + 1;
      if (at <= last) continue;
      for (const kind of kindsFor(operation)) {
        if (each.faults.length === 1 && !isChosen(number++)) continue;
        await go({ ...each, faults: [...each.faults, { at, kind }] });
      }
    }
  }
  for (const mode of MODE_NAMES) await go({ mode, faults: [] });
}

/** As `PAIR` has it: `replace; 3: reset, work done; 5: 429`. */
export function textOf({ mode, faults }: Case): string {
  return [mode, ...faults.map(({ at, kind }) => `${at}: ${kind.name}`)].join('; ');
}

/** @throws Error when it is not the text of a run */
export function caseOf(text: string): Case {
  const [modeText = '', ...rest] = text.split('; ');
  const mode = MODE_NAMES.find(name => name === modeText);
  if (mode === undefined) throw new Error(`There is no mode ${modeText}`);
  const faults = rest.map(part => {
    const [, at = '', name = ''] = /^(\d+): (.*)$/.exec(part) ?? [];
    const kind = KINDS.find(each => each.name === name);
    if (kind === undefined) throw new Error(`There is no kind of fault ${name}`);
    return { at: Number(at), kind };
  });
  return { mode, faults };
}

export { problemsOf };
