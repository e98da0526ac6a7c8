/** This many characters of a secret in a row are never shown, even if it is cut or escaped. Fewer may match by chance. */
export const PART = 8;
/** A shorter mask would hide parts of everything else that is shown, even of ids, and the runner would drop job outputs. */
export const SHORTEST_MASK = 4;

/** A secret as it is, as a form has it (a token request is one), and as a URL has it. */
export function encodedForms(secret: string): readonly string[] {
  // encodeURIComponent throws on a lone surrogate, which a buffer replaces.
  const url = encodeURIComponent(Buffer.from(secret).toString());
  const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return [secret, url.replaceAll('%20', '+').replaceAll(/[!'()~]/g, percent), url];
}

/** The secrets of a run, and texts without them. Case does not count: hosts come back in lower case. */
export function createMasks() {
  const parts = new Set<string>();
  const short = new Set<string>();
  const long = new Set<string>();

  return {
    add: (secret: string): void => {
      const lower = lowerOf(secret);
      if (lower.length < PART) short.add(lower);
      else for (const form of [lower, JSON.stringify(lower).slice(1, -1)]) long.add(form);
      for (let at = 0; at + PART <= lower.length; at++) parts.add(lower.slice(at, at + PART));
    },
    /** Shows *** for each secret and part of one. With `long`, short ones stay: they may be words of our sentences. */
    hide: (text: string, which?: 'long'): string => {
      const lower = lowerOf(text);
      const places = which === 'long' ? [] : placesOf(short, lower);
      for (let at = 0; at + PART <= lower.length; at++) {
        if (parts.has(lower.slice(at, at + PART))) places.push([at, at + PART]);
      }
      return without(text, places);
    },
    /** The same, but only where a secret of some length stands as a whole: for JSON, not to be changed by chance. */
    hideWhole: (text: string): string => without(text, placesOf(long, lowerOf(text))),
  };
}

/** Lower case, of the same length: only \u0130 gets longer in lower case (SpecialCasing.txt). */
const lowerOf = (text: string): string => text.replaceAll('\u0130', 'i').toLowerCase();

function placesOf(needles: ReadonlySet<string>, lower: string): [start: number, end: number][] {
  const places: [number, number][] = [];
  for (const needle of needles) {
    for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + 1))
      places.push([at, at + needle.length]);
  }
  return places;
}

/** Places that overlap or touch are hidden as one. */
function without(text: string, places: [start: number, end: number][]): string {
  let shown = '';
  let from = 0;
  for (const [start, end] of places.sort((a, b) => a[0] - b[0])) {
    if (start > from || shown === '') shown += `${text.slice(from, start)}***`;
    from = Math.max(from, end);
  }
  return shown + text.slice(from);
}
