import { unescapeHtml } from '../src/text.ts';

export interface Summary {
  readonly title: string;
  /** Heading and text of each row. */
  readonly rows: readonly (readonly [string, string])[];
}

/** Reads a job summary of the action: a heading with a table of two columns. @throws Error if it has a different form */
export function rowsOf(html: string): Summary {
  const text = (part: string | undefined): string => unescapeHtml((part ?? '').replaceAll(/<[^>]+>/g, ''));
  const title = text(/<h3>(.*?)<\/h3>/.exec(html)?.[1]);
  const cells = html.matchAll(/<tr><th[^>]*>(.*?)<\/th><td>(.*?)<\/td><\/tr>/g);
  const rows = [...cells].map(([, name, value]) => [text(name), text(value)] as const);
  if (title === '' || rows.length === 0) throw new Error(`no summary with a heading and a table: ${html}`);
  return { title, rows };
}
