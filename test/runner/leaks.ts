import type { ProgramRun } from './runner.ts';

/** So many characters of a secret in a row are a leak. */
const PART = 8;
/** A part of a secret shorter than this is no sign of it. */
const SHORTEST_IN_PARTS = 12;

/** What of a run somebody reads. */
export type Shown = Pick<
  ProgramRun,
  'log' | 'debugLog' | 'rawSummary' | 'annotations' | 'dropped' | 'stdout' | 'stderr' | 'outputs'
>;

export interface LeakOptions {
  /** Also looks into all outputs but `client-secret` and `access-token`. */
  readonly outputs?: boolean;
  /** What anybody may read: a part of a secret that stands here, too, gives nothing away. */
  readonly publicTexts?: readonly string[];
}

/**
 * Where a run shows a secret, or eight characters in a row of it, to somebody who reads it: as they are, backwards, or
 * in base64, base64url, hex, URL or JSON form. A secret of fewer than twelve characters counts as a whole only, and of
 * a JWT all but its header, which tokens have in common. State, outputs and exported variables are looked at as the
 * runner prints them with debug logging: masked.
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

/** All parts of that length, one beginning at each character. */
function partsOf(text: string, size: number): string[] {
  if (size === 0) return [];
  return Array.from({ length: Math.max(0, text.length - size + 1) }, (_, at) => text.slice(at, at + size));
}

/** Payload and signature of a JWT (RFC 7519), other texts as they are. */
function withoutHeader(secret: string): string {
  const [, header = '', rest = ''] = /^(eyJ[\w-]+)\.([\w-]+\.[\w-]*)$/.exec(secret) ?? [];
  return header === '' ? secret : rest;
}

/** @returns each form with how many characters of it say as much as eight characters of the secret */
function formsOf(secret: string): { text: string; size: number }[] {
  const bytes = Buffer.from(secret);
  // Behind something else, as in `user:secret`, base64 comes out in one of three ways.
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
