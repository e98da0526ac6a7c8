import { messageOf } from '../errors.ts';
import { escapeHtml } from '../text.ts';
import type { Report } from './report.ts';

/** The runner drops a summary over 1 MiB, with an error; what is written may become longer where it is made safe. */
const MOST_BYTES = 700_000;

/**
 * Adds a section to the job summary. That it cannot be written is a warning: everything else has happened.
 *
 * @param html already escaped
 * @param adminPage where the tenant shows its clients, if that is known
 */
export async function addSummary(
  title: string,
  html: string,
  adminPage: string | undefined,
  report: Report,
): Promise<void> {
  const content = Buffer.byteLength(html) > MOST_BYTES ? '<p>More than a job summary can hold.</p>\n' : html;
  const link = adminPage === undefined ? '' : `<p><a href="${adminPage}">API clients of the tenant</a></p>\n`;
  try {
    await report.summary(`<h3>${escapeHtml(title)}</h3>\n${content}${link}`);
  } catch (error) {
    report.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}

/**
 * A table of texts, which are escaped here; rows for which a summary has no room are counted.
 *
 * @param head whether the first row or the first column is the heading
 */
export function table(rows: readonly (readonly string[])[], head: 'row' | 'column' = 'column'): string {
  const lines: string[] = [];
  let room = MOST_BYTES - 1000;
  for (const [y, row] of rows.entries()) {
    const cells = row.map((cell, x) => {
      const tag = (head === 'row' ? y : x) === 0 ? 'th' : 'td';
      return `<${tag}>${escapeHtml(cell)}</${tag}>`;
    });
    const line = `<tr>${cells.join('')}</tr>\n`;
    const bytes = Buffer.byteLength(line);
    if (bytes > room) continue;
    room -= bytes;
    lines.push(line);
  }
  const more = rows.length - lines.length;
  return `<table>\n${lines.join('')}</table>\n${more > 0 ? `<p>and ${more} more</p>\n` : ''}`;
}
