/**
 * Writes test/operations.json: what SailPoint's descriptions say of the operations in the README's table of scopes.
 * `node build/operations.ts FOLDER`, with a checkout of https://github.com/sailpoint-oss/api-specs; then `npm run format`.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';

const root = join(import.meta.dirname, '..');

interface Operation {
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}
type Item = Readonly<Record<string, Operation>>;

const read = <T>(...path: readonly string[]): T => load(readFileSync(join(...path), 'utf8')) as T;

/** Each operation of the descriptions, as `GET /accounts/v1`. */
function operationsOf(checkout: string): Map<string, Operation> {
  const apis = join(checkout, 'idn', 'apis');
  const found = new Map<string, Operation>();
  for (const api of readdirSync(apis).filter(name => name !== 'shared')) {
    const file = join(apis, api, 'openapi.yaml');
    const { paths = {} } = read<{ paths?: Record<string, { $ref: string }> }>(file);
    for (const [path, { $ref }] of Object.entries(paths)) {
      const methods = read<Item>(dirname(file), $ref);
      for (const [method, operation] of Object.entries(methods))
        found.set(`${method.toUpperCase()} ${path}`, operation);
    }
  }
  return found;
}

const [, , checkout = ''] = process.argv;
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8' }).trim();
const all = operationsOf(checkout);
const table = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^\| .*<br>`([A-Z]+ \/[^`]*)` \| `/gm);
const operations = [...table].map(([, name = '']) => {
  const operation = all.get(name);
  if (operation === undefined) throw new Error(`no description has ${name}`);
  return [name, Object.assign({}, ...(operation.security ?? []))] as const;
});
const from = {
  source: 'https://github.com/sailpoint-oss/api-specs',
  commit: git('rev-parse', 'HEAD'),
  date: git('log', '-1', '--format=%cs'),
};
const text = JSON.stringify({ ...from, operations: Object.fromEntries(operations) }, undefined, 2);
writeFileSync(join(root, 'test', 'operations.json'), `${text}\n`);
