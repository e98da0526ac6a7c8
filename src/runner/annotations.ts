/** The runner cuts an annotation, and its line in the log, at 4,096 characters; a few are left for `Error: `. */
export const LONGEST_ANNOTATION = 4000;
/** The runner keeps ten annotations of a kind for each step. */
const MOST_PARTS = 2;

/** A message cut between lines or words, so that no id is cut. @returns in `rest` what only the log has room for */
export function toAnnotations(message: string): { readonly annotations: string[]; readonly rest: string } {
  const annotations: string[] = [];
  let rest = message;
  while (annotations.length < MOST_PARTS && (rest !== '' || annotations.length === 0)) {
    const end = endOfPart(rest);
    annotations.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^[ \n]/, '');
  }
  return { annotations, rest };
}

function endOfPart(text: string): number {
  if (text.length <= LONGEST_ANNOTATION) return text.length;
  const end = Math.max(text.lastIndexOf('\n', LONGEST_ANNOTATION), text.lastIndexOf(' ', LONGEST_ANNOTATION));
  return end > 0 ? end : LONGEST_ANNOTATION;
}
