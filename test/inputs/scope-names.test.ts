import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestWarnings } from '../../src/tenant/request-warnings.ts';
import list from '../../src/tenant/scope-names.json' with { type: 'json' };
import { refusalOf } from '../helpers/refusal.ts';
import { warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const names = Object.entries(list.names).flatMap(([start, ends]) => ends.split(' ').map(end => `${start}:${end}`));

/** The warnings for a client with these scopes. */
const warningsFor = (...scope: readonly string[]) =>
  requestWarnings({
    ...{ name: 'x', description: 'x', accessTokenValiditySeconds: 750, grantTypes: ['CLIENT_CREDENTIALS'] },
    ...{ accessType: 'OFFLINE', enabled: true, scope },
  });

test('a scope one typo away from one of SailPoint’s is sent, with a warning that names it', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ scope: 'idn:account:read idn:sources:read' });
  expect(main.failed, main.log).toBe(false);
  expect(warningsOf(main)).toBe(
    `scope: not among SailPoint's scopes as of ${list.date}: idn:account:read (did you mean idn:accounts:read?).`,
  );
});

test.each([
  ['idn:acounts:read', 'idn:accounts:read'],
  ['IDN:accounts:read', 'idn:accounts:read'],
  ['idn:accounts:raed', 'idn:accounts:read'],
  ['sp:scope:all', 'sp:scopes:all'],
  ['sp-oauth-client:read', 'sp:oauth-client:read'],
  // The older descriptions have idn:campaign-temlates:read.
  ['idn:campaign-templates:read', 'idn:campaign-template:read'],
])('the warning for %s suggests %s', (scope, meant) => {
  expect(warningsFor(scope).join()).toContain(`did you mean ${meant}?`);
});

test.each(['a:b', 'demo:api-client-scope:first', 'idn:new-thing:read', 'idn:accounts:*'])(
  '%s causes no warning',
  scope => {
    expect(warningsFor(scope)).toEqual([]);
  },
);

test('the list is from one commit, and no name in it looks mistyped', () => {
  expect(list.source).toBe('https://github.com/sailpoint-oss/api-specs');
  expect(list.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(list.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(names.length).toBeGreaterThan(280);
  expect(warningsFor(...names)).toEqual([]);
});

test('any name of the list with one letter too many is one typo away from a name in the list', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(30), fc.constantFrom(...'abz'), (name, at, letter) => {
      const slip = name.slice(0, at) + letter + name.slice(at);
      fc.pre(!names.includes(slip));
      expect(warningsFor(slip).join()).toMatch(/did you mean [\w:-]+\?/);
    }),
  );
});

test.each(['idn:accounts:', 'a:', ':'])('%s is an error because its last part is missing', async scope => {
  const given = { 'base-url': 'https://acme.api.identitynow.com', 'access-token': 'a-token', name: 'x' };
  expect(await refusalOf({ ...given, scope: `a:b ${scope}` })).toContain(`- scope: "${scope}" is not a scope: `);
});

test('the script generates the list from a checkout', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'api-specs-'));
  const write = async (path: string, text: string) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@x.example', ...args], {
      env: { ...process.env, GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z' },
    });
  await write(
    'idn/v3/paths/a.yaml',
    'security:\n  - userAuth: [idn:b:read, idn:a:old]\n  - applicationAuth:\n    - sp:c\n',
  );
  await write(
    'idn/apis/a/a.yaml',
    'security:\n- userAuth:\n    - "idn:b:read"\n    - idn:b:manage \n- x: idn:no:scope\n',
  );
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'x');
  const file = join(folder, 'out.json');
  execFileSync(process.execPath, ['build/scope-names.ts', folder, file]);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    source: list.source,
    commit: String(git('rev-parse', 'HEAD')).trim(),
    date: '2026-01-02',
    names: { 'idn:b': 'manage read', 'idn:a': 'old', sp: 'c' },
  });
  await rm(folder, { recursive: true });
});
