import type { ProgramRun } from './runner.ts';

/** This many consecutive characters of a secret are a leak. */
const PART = 8;
/** A shorter part of a secret is not evidence of a leak. */
const SHORTEST_IN_PARTS = 12;

/** What people can read of a run. */
export type Shown = Pick<
  ProgramRun,
  'log' | 'debugLog' | 'rawSummary' | 'annotations' | 'dropped' | 'stdout' | 'stderr' | 'outputs'
>;

export interface LeakOptions {
  /** Also checks all outputs but `client-secret` and `access-token`. */
  readonly outputs?: boolean;
  /** Public texts: a part of a secret that is also in them is not a leak. */
  readonly publicTexts?: readonly string[];
}

/**
 * Finds where a run shows a secret, or eight consecutive characters of it: as they are, backwards, or in base64,
 * base64url, hex, URL or JSON form. A secret of fewer than twelve characters counts only as a whole. The header of a JWT
 * does not count, because tokens have it in common. State, outputs and exported variables are checked as the runner
 * prints them with debug logging: masked.
 *
 * @returns names of places, never the secret
 */
export function findLeaks(run: Shown, secrets: readonly string[], options: LeakOptions = {}): string[] {
  const places: Record<string, string> = {
    log: run.log,
    'debug log': run.debugLog,
    summary: run.rawSummary,
    annotations: JSON.stringify([...run.annotations, ...run.dropped]),
    'standard output': run.stdout.replaceAll(/^::add-mask::.*$/gm, ''),
    'standard error': run.stderr,
  };
  if (options.outputs) {
    const { 'client-secret': _secret, 'access-token': _token, ...outputs } = run.outputs;
    places['outputs'] = Object.entries(outputs).flat().join('\n');
  }
  const needles = new Needles(secrets, options.publicTexts ?? []);
  return Object.keys(places).filter(name => needles.areIn(places[name] ?? ''));
}

/** Whether a text shows a secret or a part of it, in one of the forms that {@link findLeaks} knows. */
export function isLeaked(text: string, secrets: readonly string[]): boolean {
  return new Needles(secrets, []).areIn(text);
}

/** What to look for, by its length. */
class Needles {
  readonly #byLength = new Map<number, Set<string>>();

  constructor(secrets: readonly string[], publicTexts: readonly string[]) {
    for (const secret of secrets) {
      const inParts = secret.length >= SHORTEST_IN_PARTS;
      for (const { text, size } of formsOf(withoutHeader(secret))) {
        for (const part of partsOf(text, inParts ? size : text.length)) this.#add(part);
      }
    }
    for (const [size, needles] of this.#byLength) {
      for (const part of publicTexts.flatMap(text => partsOf(text, size))) needles.delete(part);
    }
  }

  areIn(text: string): boolean {
    for (const [size, needles] of this.#byLength) {
      for (let at = 0; at + size <= text.length; at++) {
        if (needles.has(text.slice(at, at + size))) return true;
      }
    }
    return false;
  }

  #add(part: string): void {
    const needles = this.#byLength.get(part.length) ?? new Set();
    this.#byLength.set(part.length, needles.add(part));
  }
}

/** All parts of that length, one starting at each character. */
function partsOf(text: string, size: number): string[] {
  if (size === 0) return [];
  return Array.from({ length: Math.max(0, text.length - size + 1) }, (_, at) => text.slice(at, at + size));
}

/** Payload and signature of a JWT (RFC 7519), other texts as they are. */
function withoutHeader(secret: string): string {
  const [, header = '', rest = ''] = /^(eyJ[\w-]+)\.([\w-]+\.[\w-]*)$/.exec(secret) ?? [];
  return header === '' ? secret : rest;
}

/** @returns each form with how many of its characters correspond to eight characters of the secret */
function formsOf(secret: string): { text: string; size: number }[] {
  const bytes = Buffer.from(secret);
  // After other text, as in `user:secret`, the base64 form is one of three.
  const shifted = [0, 1, 2].map(shift => bytes.subarray(bytes.length > shift ? shift : 0));
  const base64 = shifted.flatMap(part => [part.toString('base64').replace(/=+$/, ''), part.toString('base64url')]);
  const hex = bytes.toString('hex');
  const texts = [
    secret,
    [...secret].reverse().join(''),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ];
  return [
    ...[...texts, ...base64].map(text => ({ text, size: PART })),
    ...[hex, hex.toUpperCase()].map(text => ({ text, size: 2 * PART })),
  ];
}
