import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ownerNow, publishedAs } from '../../build/publish-as.ts';
import { scratchCheckout } from '../helpers/scratch-checkout.ts';

function publishAs(folder: string, owner: string) {
  const { status, stderr } = spawnSync(process.execPath, ['build/publish-as.ts', owner], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stderr };
}

test('after publish-as no file names the previous owner or asks readers to insert one', () => {
  using checkout = scratchCheckout();
  symlinkSync(resolve('node_modules'), join(checkout.folder, 'node_modules'), 'junction');
  const before = ownerNow();
  expect(publishAs(checkout.folder, 'acme-inc')).toEqual({ status: 0, stderr: '' });
  const named = new RegExp(`(?<![\\w.-])${before}\\\\?/idn-oauth-client|(?<![\\w.-])@${before}(?![\\w.-])|\`org\``);
  const files = execFileSync('git', ['ls-files'], { cwd: checkout.folder, encoding: 'utf8' }).trim().split('\n');
  const changed = files.filter(file => {
    const after = readFileSync(join(checkout.folder, file), 'utf8');
    if (!file.includes('publish-as')) expect(after, file).not.toMatch(named);
    return after !== readFileSync(file, 'utf8');
  });
  expect(changed).toEqual(
    expect.arrayContaining(['.github/CODEOWNERS', '.github/ISSUE_TEMPLATE/bug.yml', 'README.md', 'docs/recipes.md']),
  );
  expect(readFileSync(join(checkout.folder, 'README.md'), 'utf8')).toContain('uses: acme-inc/idn-oauth-client@v1');
});

test('no file that runs names an owner', () => {
  const named = new RegExp(`(?<![\\w.-])${ownerNow()}/idn-oauth-client`);
  for (const file of ['action.yml', 'prune/action.yml', 'unseal/action.yml', 'dist/index.js']) {
    expect(readFileSync(file, 'utf8'), file).not.toMatch(named);
  }
});

test.each([
  ['uses: org/idn-oauth-client/prune@v1', 'uses: acme/idn-oauth-client/prune@v1'],
  ['const OURS = /^org\\/idn-oauth-client@v1$/;', 'const OURS = /^acme\\/idn-oauth-client@v1$/;'],
  ['https://github.com/org/idn-oauth-client/releases', 'https://github.com/acme/idn-oauth-client/releases'],
  ['* @org', '* @acme'],
  ['Copy it. `org` is the account that publishes\nthis repository. Where', 'Copy it. Where'],
])('publish-as rewrites %j', (before, after) => {
  expect(publishedAs('acme', 'org', before)).toBe(after);
});

test.each(['octo-org/idn-oauth-client', 'https://example.org/idn-oauth-client', 'a@org.example', '@organization'])(
  'publish-as leaves %j alone',
  text => expect(publishedAs('acme', 'org', text)).toBe(text),
);

test('publish-as requires the name of an owner', () => {
  using checkout = scratchCheckout();
  for (const owner of ['', 'acme/idn', '-acme', 'acme inc', 'a'.repeat(40)]) {
    expect(publishAs(checkout.folder, owner), owner).toEqual({
      status: 1,
      stderr: 'Give the name of a GitHub user or organization: npm run publish-as OWNER\n',
    });
  }
});
