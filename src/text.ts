/** Shows a value that comes from outside: secrets masked, shortened, quoted, on one line. The report makes it. */
export type Quote = (value: unknown, longest?: number) => string;
/** `named "Pipeline"`, as a message says it of clients. */
export const namedText = (name: string | null, quote: Quote): string => `named ${quote(name ?? '')}`;
/** `1 client`, `2 clients`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Milliseconds as a reader counts them: `0.4 s`, `12 s`. */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} s`;
}

/** A time as a person reads it, in UTC to the minute. @param milliseconds since 1970; undefined when unknown */
export function timeText(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return 'unknown';
  return new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');
}

/** The first items of a list and how many more there are: `a, b, and 3 more`. No item is cut. */
export function firstOf(items: readonly string[], most: number, separator = ', '): string {
  const rest = items.length - most;
  return items.slice(0, most).join(separator) + (rest > 0 ? `${separator}and ${rest} more` : '');
}

/** Ids in a message: the first of them, and how many more there are. */
export const someIds = (ids: readonly string[]): string => firstOf(ids.map(oneLine), MOST_IDS);
/** An id or name as a part of a line: without line breaks, and cut if it is longer than any that people choose. */
export const oneLine = (text: string): string => cut(text.replaceAll(/\s+/g, ' '), 100);

/** The last word is cut to seven characters: it may be a secret that this program does not know. */
export const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest).replace(/([\w-]{7})[\w-]+$/, '$1')}…` : text;

/** As many fit into a line of the log. */
export const MOST_IDS = 20;

/** The candidate that a mistyped word means: the same, or one typo away. Undefined when there is none. */
export const nearest = (word: string, candidates: readonly string[]): string | undefined =>
  candidates.find(candidate => isOneSlip(lettersOf(word), lettersOf(candidate)));

/** Case, `-`, `_` and quotes do not count. */
const lettersOf = (word: string): string => word.toLowerCase().replaceAll(/[\W_]/g, '');

/** The same, or one letter too many, too few or different, or two swapped. */
function isOneSlip(a: string, b: string): boolean {
  let [start, aEnd, bEnd] = [0, a.length, b.length];
  while (start < Math.min(aEnd, bEnd) && a[start] === b[start]) start++;
  while (Math.min(aEnd, bEnd) > start && a[aEnd - 1] === b[bEnd - 1]) [aEnd, bEnd] = [aEnd - 1, bEnd - 1];
  const [x, y] = [a.slice(start, aEnd), b.slice(start, bEnd)];
  return (x.length <= 1 && y.length <= 1) || (x.length === 2 && y === `${x[1]}${x[0]}`);
}

/** A text without invisible characters. */
export const visible = (text: string): string => text.replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');

/** A text without the quotes around it, as they are copied along from a file of settings. */
export const unquoted = (text: string): string => /^(["'`])(.*)\1$/s.exec(text)?.[2] ?? text;

const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", equals: '=', sol: '/' }));
/** Text without HTML escapes. */
export function unescapeHtml(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Those of XML: the runner masks a secret in that form as well. */
const ESCAPES = new Map(Object.entries({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }));

/** Text as HTML. A line break would end the HTML block and let Markdown begin. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']|\r?\n|\r/g, sign => ESCAPES.get(sign) ?? '&#10;');
