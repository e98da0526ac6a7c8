/**
 * Renders README, docs/*.md with their diagrams and the job summaries of test/messages/stories.snapshot.md in a headless browser,
 * light and dark, in the width of a desktop and of a phone: `npm run pictures` writes the PNGs to .e2e/pages/.
 * It installs its packages there. `node demo/pages.ts FILE...` renders other Markdown files.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages } from '../test/helpers/install-packages.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.e2e', 'pages');
const PACKAGES = ['mermaid@12.3.0', 'marked@18.2.1', 'github-markdown-css@5.9.0'];
const BROWSERS = [process.env['CHROME'] ?? 'chromium', 'chromium-browser', 'google-chrome'];
const THEMES = ['light', 'dark'] as const;
/** The longest picture that Chromium draws, in pixels: a longer page becomes several pictures. */
const HIGHEST = 8000;
/** Of the window, in pixels. */
const WIDTHS = [1280, 420];

interface Page {
  readonly name: string;
  readonly markdown: string;
  /** Of the window, in pixels. */
  readonly widths: readonly number[];
  /** The folder that its pictures are relative to. */
  readonly base: string;
}

function pagesToShow(): Page[] {
  const given = process.argv.slice(2);
  if (given.length > 0) return given.map(documentPage);
  const files = ['README.md', ...readdirSync(join(root, 'docs')).map(name => join('docs', name))];
  const documents = files.filter(name => name.endsWith('.md'));
  return [
    ...documents.map(name => documentPage(join(root, name))),
    { name: 'summaries', markdown: summaries(), widths: WIDTHS, base: root },
  ];
}

function documentPage(path: string): Page {
  const base = resolve(path);
  return { name: basename(path, '.md'), markdown: readFileSync(base, 'utf8'), widths: WIDTHS, base };
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

/** After drawing, its root element has the height or the error. */
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
<style>
  /* As wide as GitHub shows a file. */
  body.markdown-body { box-sizing: border-box; max-width: 1012px; margin: 0 auto; padding: 24px }
</style>
<body class="markdown-body">
${scripts.join('\n')}
<script>
  document.body.innerHTML = marked.parse(${JSON.stringify(markdown).replaceAll('<', '\\u003c')});
  for (const quote of document.querySelectorAll('blockquote')) {
    const [, kind] = /^\\s*\\[!(\\w+)\\]/.exec(quote.textContent) ?? [];
    if (kind !== undefined) quote.innerHTML = quote.innerHTML.replace(\`[!\${kind}]\`, \`<strong>\${kind}</strong><br>\`);
  }
  const diagrams = [...document.querySelectorAll('code.language-mermaid')].map(code => code.parentElement);
  for (const each of diagrams) each.textContent = each.textContent;
  mermaid.initialize({ startOnLoad: false, theme: '${theme === 'dark' ? 'dark' : 'default'}' });
  const { dataset } = document.documentElement;
  mermaid.run({ nodes: diagrams }).then(
    () => {
      dataset.height = document.documentElement.scrollHeight;
      document.body.style.marginTop = -Number(location.hash.slice(1)) + 'px';
    },
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
      const open = (from: number, height: number, ...args: readonly string[]) =>
        spawnSync(
          browser,
          [
            ...['--headless', '--disable-gpu', '--hide-scrollbars', '--allow-file-access-from-files'],
            ...['--virtual-time-budget=20000', `--window-size=${width},${height}`],
            `--blink-settings=preferredColorScheme=${theme === 'dark' ? 0 : 1}`,
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            ...args,
            `${pathToFileURL(file).href}#${from}`,
          ],
          { encoding: 'utf8', timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
        );
      const { stdout } = open(0, 800, '--dump-dom');
      const [, height] = /<html[^>]* data-height="(\d+)"/.exec(stdout) ?? [];
      if (height === undefined) {
        const [, problem] = /<html[^>]* data-problem="([^"]*)"/.exec(stdout) ?? [];
        throw new Error(`${page.name}.md cannot be drawn: ${problem ?? 'the browser does not say why'}`);
      }
      for (let from = 0; from < Number(height); from += HIGHEST) {
        const picture = join(folder, `${page.name}-${theme}-${width}-${from / HIGHEST + 1}.png`);
        open(from, Math.min(HIGHEST, Number(height) - from), `--screenshot=${picture}`);
        if (!existsSync(picture)) throw new Error(`${picture} was not written`);
        console.log(picture);
      }
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
