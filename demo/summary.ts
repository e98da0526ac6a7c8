import { unescapeHtml } from '../src/text.ts';

export interface Summary {
  readonly title: string;
  /** Heading and text of each row. */
  readonly rows: readonly (readonly [string, string])[];
}

/** What a job summary of the action says, a heading with a table of two columns. */
export function rowsOf(html: string): Summary {
  const text = (part: string | undefined): string => unescapeHtml((part ?? '').replaceAll(/<[^>]+>/g, ''));
  return {
    title: text(/<h3>(.*?)<\/h3>/.exec(html)?.[1]),
    rows: [...html.matchAll(/<tr><th>(.*?)<\/th><td>(.*?)<\/td><\/tr>/g)].map(
      ([, name, value]) => [text(name), text(value)] as const,
    ),
  };
}
