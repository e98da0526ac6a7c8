import { expect, test } from 'vitest';
import { readCreateSettings } from '../../src/inputs/create-inputs.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { errorsOf, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

test('a dry run shows method, URL and body, sends nothing and needs no credentials', async () => {
  await using s = await scenario();
  const { main, post } = await s.step({
    tenant: 'acme',
    'api-version': 'v2025',
    name: 'x',
    scope: 'a:b',
    'dry-run': 'true',
  });

  expect(main.failed, main.log).toBe(false);
  const [, url, ...body] = main.log.split('\n');
  expect(url).toBe('POST https://acme.api.identitynow.com/v2025/oauth-clients');
  expect(JSON.parse(body.join('\n'))).toMatchObject({ name: 'x', scope: ['a:b'], accessType: 'OFFLINE' });
  expect(main.outputs).toEqual({
    'client-id': '',
    'client-secret': '',
    created: 'false',
    changed: '[]',
    client: '',
    'base-url': 'https://acme.api.identitynow.com',
    'token-url': 'https://acme.api.identitynow.com/oauth/token',
    sealed: '',
    plan: '',
    'access-token': '',
    'access-token-expires-at': '',
  });
  expect(main.summary).toContain('Dry run');
  expect((await post()).log).toBe('');
});

test.each(['create', 'replace', 'update'])('a dry run needs no state file: if-exists %s', async ifExists => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'] });
  const env = { GITHUB_STATE: '' };
  const { main } = await s.create({ 'dry-run': 'true', 'export-env': 'true', 'if-exists': ifExists }, { env });
  expect(main.failed, main.log).toBe(false);
  expect(main.stdout).not.toContain('save-state');
  expect(s.tenant.requests.map(({ operation }) => operation)).toEqual(ifExists === 'update' ? ['token', 'list'] : []);
});

test('half of a PAT is accepted, because forks get variables but no secrets', async () => {
  await using s = await inThisProcess();
  const { main } = await s.step({ name: 'x', scope: 'a:b', 'pat-client-id': 'id', 'dry-run': 'true' });
  expect(main.failed, main.log).toBe(false);
  expect(main.log).toContain('POST https://<tenant>.api.identitynow.com/beta/oauth-clients');
});

test('the description says what is unknown about the run', async () => {
  const report = memoryReport();
  const file = import.meta.filename;
  const env = { 'INPUT_DRY-RUN': 'true', INPUT_NAME: 'x', GITHUB_OUTPUT: file, GITHUB_STATE: file };
  const { request } = await readCreateSettings(env, report);
  expect(request.description).toBe(
    'Created by GitHub Actions: an unknown repository, workflow an unknown workflow, an unknown run',
  );
});

test('a wrong input is an error as in any other run', async () => {
  await using s = await inThisProcess();
  const { main } = await s.step({ 'base-url': 'http://x.example', 'grant-types': 'x', 'dry-run': 'true' });
  expect(errorsOf(main)).toMatch(/^3 problems.*base-url: .*name: .*grant-types: /s);
});

test('a value in the body does not become a command', async () => {
  await using s = await inThisProcess();
  const { main } = await s.step({
    name: '::error::a\n##[error]b',
    description: '%0A::error::c',
    scope: 'a:b',
    'dry-run': 'true',
  });
  expect(main.annotations).toEqual([]);
});
