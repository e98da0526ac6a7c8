/** White space as defined by .NET (Char.IsWhiteSpace): with U+0085 and without U+FEFF, unlike in JavaScript. */
export const WHITE_SPACE = '(?:(?!\\ufeff)[\\s\\u0085])';
const BLANK = new RegExp(`^${WHITE_SPACE}*$`);
const AROUND = new RegExp(`^${WHITE_SPACE}+|${WHITE_SPACE}+$`, 'g');

/** String.Trim. */
export function trim(text: string): string {
  return text.replace(AROUND, '');
}

/** String.IsNullOrWhiteSpace. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}
