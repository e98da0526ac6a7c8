import { isBlank, trim } from './white-space.ts';

/**
 * Secrets as the runner masks them, for the whole job and without a minimum length: the value, each of its lines, and
 * their encoded forms.
 * Source: SecretMasker.cs, ValueEncoders.cs, HostContext.cs (which encoders), AddMaskCommandExtension in
 * ActionCommandManager.cs, InitializeSecretMasker in Worker.cs (`secrets.*` are trimmed first).
 */
export class Masks {
  readonly #values = new Set<string>();

  /** @returns false for white space, which the runner does not mask */
  add(secret: string): boolean {
    if (isBlank(secret)) return false;
    for (const text of [secret, ...secret.split(/[\r\n]/).map(trim)]) {
      if (text === '') continue;
      for (const encode of ENCODERS) this.#values.add(encode(text));
    }
    this.#values.delete('');
    return true;
  }

  /**
   * The text with every secret replaced. All places are found in the original text, and overlapping or adjacent places
   * are merged: no part is left of a secret inside another one, and two in a row become one `***`.
   */
  apply(text: string): string {
    let shown = '';
    let from = 0;
    for (const [start, end] of this.#places(text)) {
      shown += `${text.slice(from, start)}***`;
      from = end;
    }
    return shown + text.slice(from);
  }

  hides(text: string): boolean {
    return this.apply(text) !== text;
  }

  /** Start and end of each replaced part, in order. */
  #places(text: string): [number, number][] {
    const found: [number, number][] = [];
    for (const value of this.#values) {
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) found.push([at, at + value.length]);
    }
    const merged: [number, number][] = [];
    for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
      const last = merged.at(-1);
      if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }
}

/** An encoder that has nothing to add returns ''. */
const ENCODERS: readonly ((text: string) => string)[] = [
  text => text,
  text => base64(text, 0),
  text => base64(text, 1),
  text => base64(text, 2),
  text => text.replaceAll('"', '\\"'), // CommandLineArgumentEscape
  text => text.replaceAll("'", "''"), // ExpressionStringEscape
  jsonStringEscape,
  uriDataEscape,
  xmlDataEscape,
  text => (text.length > 8 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : ''), // TrimDoubleQuotes
  powerShellPreAmpersandEscape,
  powerShellPostAmpersandEscape,
];

/** Without the first bytes: the form after other text, such as `user:` in basic authentication. */
function base64(text: string, shift: number): string {
  const bytes = Buffer.from(text);
  return bytes.subarray(bytes.length > shift ? shift : 0).toString('base64');
}

/** Newtonsoft's JsonConvert.ToString escapes three characters that JSON.stringify leaves. */
function jsonStringEscape(text: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[\u0085\u2028\u2029]/g, escaped);
}

/** Uri.EscapeDataString leaves letters, digits and `-_.~` alone. */
function uriDataEscape(text: string): string {
  const escaped = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text.toWellFormed()).replaceAll(/[!*'()]/g, escaped);
}

/** SecurityElement.Escape. */
function xmlDataEscape(text: string): string {
  const entities: Record<string, string> = { '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '&': '&amp;' };
  return text.replaceAll(/[<>"'&]/g, character => entities[character] ?? character);
}

/** PowerShell prints a command in parts, with colors between them: up to the first `&+` or else the last `&`. */
function powerShellPreAmpersandEscape(text: string): string {
  const plus = text.indexOf('&+');
  const part = plus >= 0 ? text.slice(0, plus + 2) : text.slice(0, text.lastIndexOf('&') + 1);
  return part.length >= 6 ? part : '';
}

/** The rest; after `&+` the next letter is separate. */
function powerShellPostAmpersandEscape(text: string): string {
  if (!text.includes('&')) return '';
  const plus = text.indexOf('&+');
  const part = plus >= 0 ? text.slice(plus + 3) : text.slice(text.lastIndexOf('&') + 1);
  return part.length >= 6 ? part : '';
}
