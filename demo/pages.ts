/**
 * Renders README, docs/*.md with their diagrams and the job summaries of test/stories.snapshot.md in a headless browser,
 * light and dark, so that one can look: `npm run pictures` leaves the PNGs in .e2e/pages/. What it needs is installed
 * there, so that nobody else has to.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages } from '../test/helpers/install-packages.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.e2e', 'pages');
const PACKAGES = ['mermaid@12.3.0', 'marked@18.2.1', 'github-markdown-css@5.9.0'];
const BROWSERS = [process.env['CHROME'] ?? 'chromium', 'chromium-browser', 'google-chrome'];
const THEMES = ['light', 'dark'] as const;

interface Page {
  readonly name: string;
  readonly markdown: string;
  /** Of the window, in pixels. */
  readonly widths: readonly number[];
  /** What its pictures are relative to. */
  readonly base: string;
}

function pagesToShow(): Page[] {
  const files = ['README.md', ...readdirSync(join(root, 'docs')).map(name => join('docs', name))];
  const documents = files.filter(name => name.endsWith('.md'));
  return [
    ...documents.map(name => {
      const path = join(root, name);
      const text = readFileSync(path, 'utf8');
      return { name: name.replace(/^docs\W|\.md$/g, ''), markdown: text, widths: [900], base: path };
    }),
    { name: 'summaries', markdown: summaries(), widths: [900, 400], base: root },
  ];
}

/** The summaries of the stories, with something like an id, a host and a time where the snapshot has none. */
function summaries(): string {
  const stories = readFileSync(join(root, 'test', 'stories.snapshot.md'), 'utf8').split(/^(?=## )/m);
  return stories
    .map(story => {
      const [title = '', ...parts] = story.split(/^--- summary$/m);
      const shown = parts.map(part => part.split('--- post step')[0]);
      return parts.length === 0 ? '' : [title.split('\n')[0], ...shown].join('\n\n');
    })
    .join('\n')
    .replaceAll('<id>', '0123456789abcdef0123456789abcdef')
    .replaceAll('<host>', 'acme.api.identitynow.com')
    .replaceAll('<n>', '1.2');
}

const fileUrl = (...path: readonly string[]): string => pathToFileURL(join(...path)).href;

/** When it is drawn, its root element says how high it is, or what went wrong. */
function htmlOf({ markdown, base }: Page, theme: (typeof THEMES)[number]): string {
  const modules = join(folder, 'node_modules');
  const css = fileUrl(modules, 'github-markdown-css', `github-markdown-${theme}.css`);
  const scripts = [
    ['marked', 'lib', 'marked.umd.js'],
    ['mermaid', 'dist', 'mermaid.min.js'],
  ].map(path => `<script src="${fileUrl(modules, ...path)}"></script>`);
  return `<!doctype html>
<meta charset="utf-8"><base href="${fileUrl(base)}">
<link rel="stylesheet" href="${css}">
<body class="markdown-body" style="padding: 24px">
${scripts.join('\n')}
<script>
  document.body.innerHTML = marked.parse(${JSON.stringify(markdown).replaceAll('<', '\\u003c')});
  const diagrams = [...document.querySelectorAll('code.language-mermaid')].map(code => code.parentElement);
  for (const each of diagrams) each.textContent = each.textContent;
  mermaid.initialize({ startOnLoad: false, theme: '${theme === 'dark' ? 'dark' : 'default'}' });
  const { dataset } = document.documentElement;
  mermaid.run({ nodes: diagrams }).then(
    () => (dataset.height = document.documentElement.scrollHeight),
    error => (dataset.problem = error.message ?? error.str),
  );
</script>
`;
}

function draw(page: Page, browser: string): void {
  for (const theme of THEMES) {
    const file = join(folder, `${page.name}-${theme}.html`);
    writeFileSync(file, htmlOf(page, theme));
    for (const width of page.widths) {
      const picture = join(folder, `${page.name}-${theme}-${width}.png`);
      const open = (height: number, ...args: readonly string[]) =>
        spawnSync(
          browser,
          [
            ...['--headless', '--disable-gpu', '--hide-scrollbars', '--allow-file-access-from-files'],
            ...['--virtual-time-budget=20000', `--window-size=${width},${height}`],
            `--blink-settings=preferredColorScheme=${theme === 'dark' ? 0 : 1}`,
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            ...args,
            pathToFileURL(file).href,
          ],
          { encoding: 'utf8', timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
        );
      const { stdout } = open(800, '--dump-dom');
      const [, height] = /<html[^>]* data-height="(\d+)"/.exec(stdout) ?? [];
      if (height === undefined) {
        const [, problem] = /<html[^>]* data-problem="([^"]*)"/.exec(stdout) ?? [];
        throw new Error(`${page.name}.md cannot be drawn: ${problem ?? 'the browser does not say why'}`);
      }
      open(Number(height), `--screenshot=${picture}`);
      if (!existsSync(picture)) throw new Error(`${picture} was not written`);
      console.log(picture);
    }
  }
}

const browser = BROWSERS.find(name => spawnSync(name, ['--version']).status === 0);
if (browser === undefined) {
  console.log('The pages are not drawn: install Chromium (`apt-get install chromium`), or set CHROME to its program.');
} else {
  installPackages(folder, PACKAGES);
  for (const page of pagesToShow()) draw(page, browser);
}
