/** The runner cuts an annotation, and its line in the log, at 4,096 characters; a few are left for `Error: `. */
export const LONGEST_ANNOTATION = 4000;
/** The runner keeps ten annotations of a kind for each step; some are left for others. */
const MOST_PARTS = 5;

/**
 * A message as annotations that the runner does not cut. Cut at the ends of lines, else between words.
 *
 * @returns the annotations, and the lines for which there is no more room: they belong into the log
 */
export function toAnnotations(message: string): { readonly annotations: string[]; readonly rest: string[] } {
  const annotations: string[] = [];
  const lines = message.split('\n').flatMap(intoPieces);
  while (lines.length > 0 && annotations.length < MOST_PARTS) {
    let part = lines.shift() ?? '';
    while (lines[0] !== undefined && part.length + 1 + lines[0].length <= LONGEST_ANNOTATION) {
      part += `\n${lines.shift()}`;
    }
    annotations.push(part);
  }
  return { annotations, rest: lines };
}

/** A line that is too long for an annotation by itself, cut after spaces, so that no id is cut. */
function intoPieces(line: string): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > LONGEST_ANNOTATION) {
    const space = rest.lastIndexOf(' ', LONGEST_ANNOTATION - 1);
    const end = space > 0 ? space + 1 : LONGEST_ANNOTATION;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}
