import { messageOf } from '../errors.ts';
import type { Report } from './report.ts';

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
  const link = adminPage === undefined ? '' : `<p><a href="${adminPage}">API clients of the tenant</a></p>\n`;
  try {
    await report.summary(`<h3>${escapeHtml(title)}</h3>\n${html}${link}`);
  } catch (error) {
    report.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}

/** A table of texts, which are escaped here; `head` says whether the first row or the first column is the heading. */
export function table(rows: readonly (readonly string[])[], head: 'row' | 'column' = 'column'): string {
  const lines = rows.map((row, y) => {
    const cells = row.map((cell, x) => {
      const tag = (head === 'row' ? y : x) === 0 ? 'th' : 'td';
      return `<${tag}>${escapeHtml(cell)}</${tag}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table>\n${lines.join('\n')}\n</table>\n`;
}

/** A line break would end the HTML block and let Markdown begin. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(/\r?\n|\r/g, '&#10;');
}
