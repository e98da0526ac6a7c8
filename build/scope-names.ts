/**
 * Writes src/tenant/scope-names.json: the scopes that SailPoint's descriptions of its API name.
 * `node build/scope-names.ts FOLDER [FILE]`, with a checkout of https://github.com/sailpoint-oss/api-specs; then
 * `npm run format`.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The scopes that an operation wants, below the name of a way to sign in: `userAuth: [a:b, c:d]`, or a line each. Not
 * read as YAML: js-yaml takes some of these files to be wrong.
 */
const WANTED = /\w*Auth *:\s*(?:\[([^\]]*)\]|((?:-\s+["']?[\w*-]+(?::[\w*-]+)+["']? *\s+)+))/g;

function scopesIn(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name));
  const texts = files.map(name => `${readFileSync(join(folder, name), 'utf8')}\n`);
  const lists = texts.flatMap(text => [...text.matchAll(WANTED)].map(([, inline = '', lines = '']) => inline + lines));
  return new Set(lists.flatMap(list => list.match(/[\w*-]+(?::[\w*-]+)+/g) ?? []));
}

const [, , checkout = '', file = join(import.meta.dirname, '..', 'src', 'tenant', 'scope-names.json')] = process.argv;
const git = (...args: readonly string[]) => execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8' }).trim();

/** Those of the present descriptions first: older ones have misspelt names, which are not to be the first suggestion. */
const scopes = ['idn/apis', 'idn'].flatMap(folder => [...scopesIn(join(checkout, folder))].sort());
const names: Record<string, string> = {};
for (const scope of new Set(scopes)) {
  const [, start = '', end = ''] = /^(.*):(.*)$/.exec(scope) ?? [];
  names[start] = names[start] === undefined ? end : `${names[start]} ${end}`;
}
const from = {
  source: 'https://github.com/sailpoint-oss/api-specs',
  commit: git('rev-parse', 'HEAD'),
  date: git('log', '-1', '--format=%cs'),
};
writeFileSync(file, `${JSON.stringify({ ...from, names }, undefined, 2)}\n`);
