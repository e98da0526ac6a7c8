import { escapeHtml } from '../text.ts';

/** The secrets of a run, and texts without them. */
export interface Masks {
  add(secret: string): void;
  has(secret: string): boolean;
  /**
   * The text with *** in the place of each secret, in whatever form somebody echoes it.
   *
   * @param shortest secrets that are shorter stay
   */
  hide(text: string, shortest?: number): string;
}

export function createMasks(): Masks {
  const secrets = new Set<string>();
  const patterns = new Map<number, RegExp>();

  return {
    add: secret => {
      secrets.add(secret);
      patterns.clear();
    },
    has: secret => secrets.has(secret),
    hide: (text, shortest = 0) => {
      const lower = text.toLowerCase();
      const long = [...secrets].filter(secret => secret.length >= shortest);
      // To make the pattern takes a while, and few texts hold a secret.
      if (!long.some(secret => lower.includes(coreOf(secret)))) return text;
      const pattern = patterns.get(shortest) ?? toPattern(long);
      patterns.set(shortest, pattern);
      return hideAll(text, pattern);
    },
  };
}

/** The longest part of a secret that every form of it leaves as it is. */
function coreOf(secret: string): string {
  const [longest = ''] = (secret.match(/\w+/g) ?? []).sort((a, b) => b.length - a.length);
  return longest.toLowerCase();
}

/** Finds the longest secret at each place, in upper or lower case: hosts come back in lower case. */
function toPattern(secrets: readonly string[]): RegExp {
  const sources = secrets
    .flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length)
    .map(form => Array.from(form, formsOf).join(''));
  return new RegExp(`(?=(${sources.join('|')}))`, 'gi');
}

/** A character as it is, and as a URL and HTML write it: each part of a URL leaves others as they are. */
function formsOf(character: string): string {
  if (/\w/.test(character)) return character;
  const inUrl = Buffer.from(character).toString('hex').replaceAll(/../g, '%$&');
  const forms = [character, inUrl, escapeHtml(character)];
  return `(?:${forms.map(form => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|')})`;
}

/** Secrets that overlap are hidden as one: what the first one leaves of the second would fit no mask. */
function hideAll(text: string, pattern: RegExp): string {
  let shown = '';
  let from = 0;
  for (const { index, 1: found = '' } of text.matchAll(pattern)) {
    if (index >= from) shown += `${text.slice(from, index)}***`;
    from = Math.max(from, index + found.length);
  }
  return shown + text.slice(from);
}
