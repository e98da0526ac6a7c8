/**
 * Draws the pictures of the README: the log and the job summary of the demo's job, as GitHub shows them, light and dark.
 * Values that differ between runs (the tenant's address, the client's id) are replaced, so that the picture only changes
 * with the action.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INPUTS, type Played, playJob } from './job.ts';
import { rowsOf, type Summary } from './summary.ts';

interface Colours {
  readonly page: string;
  readonly log: string;
  readonly logText: string;
  readonly dim: string;
  readonly text: string;
  readonly line: string;
  readonly stripe: string;
  readonly tick: string;
}

const LIGHT: Colours = {
  page: '#ffffff',
  log: '#f6f8fa',
  logText: '#1f2328',
  dim: '#59636e',
  text: '#1f2328',
  line: '#d1d9e0',
  stripe: '#f6f8fa',
  tick: '#1a7f37',
};
const DARK: Colours = {
  page: '#0d1117',
  log: '#010409',
  logText: '#f0f6fc',
  dim: '#9198a1',
  text: '#f0f6fc',
  line: '#3d444d',
  stripe: '#151b23',
  tick: '#3fb950',
};

const WIDTH = 840;
const LINE = 20;
/** How many characters of the log fit on a line. */
const COLUMNS = 98;
const ROW = 34;
const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, Liberation Mono, monospace';
const SANS = '-apple-system, BlinkMacSystemFont, Segoe UI, Noto Sans, Helvetica, Arial, sans-serif';

interface LogStep {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A part of the picture and its height. */
interface Part {
  readonly svg: string;
  readonly height: number;
}

/** @returns the two pictures by file name */
export async function pictures(): Promise<Map<string, string>> {
  const played = await playJob();
  const steps = logOf(played);
  const summary = rowsOf(steady(played.main.summary, played));
  return new Map([
    ['run-light.svg', picture(steps, summary, LIGHT)],
    ['run-dark.svg', picture(steps, summary, DARK)],
  ]);
}

function logOf(played: Played): LogStep[] {
  const lines = (log: string): string[] => steady(log, played).trim().split('\n');
  return [
    { title: 'Run org/idn-oauth-client@v1', lines: lines(played.main.log) },
    { title: 'Count the accounts', lines: [] },
    { title: 'Post Run org/idn-oauth-client@v1', lines: lines(played.post.log) },
  ];
}

function steady(text: string, { origin, main }: Played): string {
  return text
    .replaceAll(origin, 'https://acme.api.identitynow.com')
    .replaceAll(main.outputs['client-id'] ?? '', '0123456789abcdef0123456789abcdef');
}

function picture(steps: readonly LogStep[], summary: Summary, colours: Colours): string {
  const log = drawLog(steps, colours);
  const table = drawSummary(summary, colours);
  const height = log.height + table.height + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">
<title>${escaped(`Log and job summary of a job that creates the client ${INPUTS['name']}`)}</title>
<rect width="${WIDTH}" height="${height}" fill="${colours.page}"/>
${log.svg}<g transform="translate(0 ${log.height + 16})">
${table.svg}</g>
</svg>
`;
}

function drawLog(steps: readonly LogStep[], { log, logText, dim, line, tick }: Colours): Part {
  let y = 12;
  const rows: string[] = [];
  for (const { title, lines } of steps) {
    y += LINE;
    rows.push(
      `<path d="M18 ${y - 5}l4 4 8 -8" fill="none" stroke="${tick}" stroke-width="2"/>`,
      `<text x="40" y="${y}" font-family="${SANS}" font-size="13" font-weight="600" fill="${logText}">${escaped(title)}</text>`,
    );
    let number = 0;
    for (const text of lines) {
      number++;
      for (const [at, part] of wrap(text).entries()) {
        y += LINE;
        if (at === 0) rows.push(mono(String(number), 40, y, dim));
        rows.push(mono(part, 64, y, logText));
      }
    }
    y += 8;
  }
  const height = y + 10;
  const frame = `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6" fill="${log}" stroke="${line}"/>`;
  return { svg: `${[frame, ...rows].join('\n')}\n`, height };
}

const mono = (text: string, x: number, y: number, fill: string): string =>
  `<text x="${x}" y="${y}" font-family="${MONO}" font-size="12" fill="${fill}" xml:space="preserve">${escaped(text)}</text>`;

function drawSummary({ title, rows }: Summary, { page, text, line, stripe }: Colours): Part {
  const top = 58;
  const [left, middle, right] = [20, 160, WIDTH - 20];
  const cells = rows.flatMap(([name, value], at) => {
    const y = top + at * ROW;
    return [
      `<rect x="${left}" y="${y}" width="${right - left}" height="${ROW}" fill="${at % 2 === 0 ? page : stripe}" stroke="${line}"/>`,
      `<line x1="${middle}" y1="${y}" x2="${middle}" y2="${y + ROW}" stroke="${line}"/>`,
      `<text x="${left + 13}" y="${y + 22}" font-family="${SANS}" font-size="14" font-weight="600" fill="${text}">${escaped(name)}</text>`,
      `<text x="${middle + 13}" y="${y + 22}" font-family="${SANS}" font-size="14" fill="${text}">${escaped(value)}</text>`,
    ];
  });
  const height = top + rows.length * ROW + 20;
  return {
    svg: `${[
      `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6" fill="${page}" stroke="${line}"/>`,
      `<text x="20" y="38" font-family="${SANS}" font-size="20" font-weight="600" fill="${text}">${escaped(title)}</text>`,
      ...cells,
    ].join('\n')}\n`,
    height,
  };
}

/** Breaks a line of the log between words. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  for (const [name, svg] of await pictures()) writeFileSync(join(folder, name), svg);
}
