import type { Report } from './report.ts';
import { type Deviation, showChange, showValue } from './tenant/field-value.ts';
import { type ClientRequest, FIELDS } from './tenant/fields.ts';

/** In characters: a row of two cells for each field stays below the 65,536 that GitHub allows for a comment. */
const LONGEST_CELL = Math.floor(57_000 / FIELDS.length / 2);

/** What an update changes or would change, as a Markdown table. Empty when nothing differs. */
export function updateTable(changes: readonly Deviation[], report: Report): string {
  const rows = changes.map(change => [change.name, ...showChange(change, report.quote)]);
  return tableOf(rows, report);
}

/** The same for a client that would be created. */
export function creationTable(request: ClientRequest, report: Report): string {
  // Without a scope the client gets every right: a reviewer must see that.
  const values = { ...request, scope: request.scope ?? [] };
  const names = FIELDS.map(({ name }) => name).filter(name => values[name] !== undefined);
  const rows = names.map(name => [name, '', showValue(name, values[name], report.quote)]);
  return tableOf(rows, report);
}

function tableOf(rows: readonly (readonly string[])[], report: Report): string {
  if (rows.length === 0) return '';
  const lines = rows.map(cells => `| ${cells.map(cell => markdownCell(cell, report)).join(' | ')} |`);
  return ['| field | now | then |', '| --- | --- | --- |', ...lines].join('\n');
}

/** Text of a cell in which nothing is Markdown, HTML, a mention or a line break. */
function markdownCell(text: string, { hide }: Report): string {
  const escaped = hide(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]#|~]/g, '\\$&')
    .replaceAll(/[&<>@]/g, sign => `&#${sign.charCodeAt(0)};`);
  if (escaped.length <= LONGEST_CELL) return escaped;
  return `${escaped.slice(0, LONGEST_CELL).replace(/(&[^;]*|\\)$/, '')}…`;
}
