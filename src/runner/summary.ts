import { messageOf } from '../errors.ts';
import type { Report } from '../report.ts';
import { escapeHtml } from '../text.ts';

/** The runner drops a summary over 1 MiB. Texts get longer where they are made safe, and a failure comes on top. */
const MOST_BYTES = 800_000;
const MOST_BYTES_OF_FAILURE = 100_000;

/** A text of a table. Of what GitHub leaves in a summary, `nowrap` is all that keeps a date on one line. */
export type Cell = string | { readonly text: string; readonly strong?: boolean; readonly nowrap?: boolean };

/**
 * Adds a section to the job summary. That it cannot be written is a warning: everything else has happened.
 * @param title empty for none @param html already escaped @param url where the tenant shows its clients, if that is known
 */
export async function addSummary(title: string, html: string, url: string | undefined, report: Report): Promise<void> {
  const heading = title === '' ? '' : `<h3>${escapeHtml(report.hideLongSecrets(title))}</h3>\n`;
  const content = Buffer.byteLength(html) > MOST_BYTES ? '<p>More than a job summary can hold.</p>\n' : html;
  const link = url === undefined ? '' : `<p><a href="${url}">API clients of the tenant</a></p>\n`;
  try {
    await report.summary(`${heading}${content}${link}`);
  } catch (error) {
    report.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}

/** Adds the message of an error: what stands below its first line is a list. */
export async function addFailure(title: string, message: string, report: Report): Promise<void> {
  const [first = '', ...others] = withoutEscapes(message, report.hideLongSecrets).split('\n').map(escapeHtml);
  const list = others.map(line => `<li>${line.replace(/^- /, '')}</li>\n`).join('');
  const isLong = Buffer.byteLength(list) > MOST_BYTES_OF_FAILURE;
  const more = isLong ? '<p>The log has the rest.</p>\n' : list && `<ul>\n${list}</ul>\n`;
  await addSummary(`❌ ${title}`, `<p>${first}</p>\n${more}`, undefined, report);
}

/** Masks and escapes the texts. A row of one text is a heading. @param head what is bold @param leftOut rows left out before */
export function table(rows: readonly (readonly Cell[])[], head: 'row' | 'column', hide: Report['hide'], leftOut = 0) {
  const columns = Number(rows[0]?.length);
  const lines = rows.map((row, y) => {
    const isGroup = row.length < columns;
    const heading = `<th align="left" ${isGroup ? `colspan="${columns}"` : 'nowrap'}>`;
    const cells = row.map((cell, x) => {
      const { text, strong = false, nowrap = false } = typeof cell === 'string' ? { text: cell } : cell;
      const isHead = isGroup || (head === 'row' ? y : x) === 0;
      const [open, close] = isHead ? [heading, '</th>'] : [nowrap ? '<td nowrap>' : '<td>', '</td>'];
      const html = escapeHtml(hide(text));
      return `${open}${strong ? `<strong>${html}</strong>` : html}${close}`;
    });
    return `<tr>${cells.join('')}</tr>\n`;
  });
  return `<table>\n${lines.join('')}</table>\n${leftOut > 0 ? `<p>and ${leftOut} more</p>\n` : ''}`;
}

/** Without the escapes that `quote` made: escaped for JSON and HTML at once, a secret would fit none of the runner's masks. */
export const withoutEscapes = (text: string, hide: Report['hide']): string =>
  hide(hide(text).replaceAll(/\\(["\\])/g, '$1'));
