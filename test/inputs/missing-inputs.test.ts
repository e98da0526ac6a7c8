import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readUnsealSettings } from '../../src/inputs/unseal-inputs.ts';
import { environmentOf } from '../helpers/input-environment.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { refusalOf } from '../helpers/refusal.ts';

const PLACE = { 'base-url': 'https://acme.api.identitynow.com', name: 'x', scope: 'a:b' };
const PAT = { 'pat-client-id': 'id', 'pat-client-secret': 'secret-of-the-test' };

function unsealRefusal(inputs: Record<string, string>, env: NodeJS.ProcessEnv = {}): string {
  try {
    readUnsealSettings(environmentOf(inputs, env), memoryReport());
    return '';
  } catch (error) {
    return String(error);
  }
}

/** The list under "Why a secret can be empty". */
function causesIn(message: string): string[] {
  return (message.split('Why a secret can be empty:\n  - ')[1] ?? '').split('\n- ')[0]?.split('\n  - ') ?? [];
}

const CAUSES = {
  dependabot: /by Dependabot, which has its own secrets$/,
  fork: /from a fork, which gets no secrets$/,
  called: /without secrets: inherit$/,
  unset: /environment that it belongs to$/,
};
const pull = (head: object | null, base: object) => ({ pull_request: { head: { repo: head }, base: { repo: base } } });
const ours = { full_name: 'acme/app' };

test.each<[Record<string, string>, unknown, (keyof typeof CAUSES)[]]>([
  [
    { GITHUB_ACTOR: 'dependabot[bot]', GITHUB_EVENT_NAME: 'pull_request' },
    '',
    ['dependabot', 'unset', 'called', 'fork'],
  ],
  [{ GITHUB_EVENT_NAME: 'pull_request' }, '', ['fork', 'unset', 'called', 'dependabot']],
  [{ GITHUB_EVENT_NAME: 'pull_request' }, '{', ['fork', 'unset', 'called', 'dependabot']],
  [{ GITHUB_EVENT_NAME: 'pull_request' }, { pull_request: 7 }, ['fork', 'unset', 'called', 'dependabot']],
  [
    { GITHUB_EVENT_NAME: 'pull_request' },
    pull({ full_name: 'eve/app' }, ours),
    ['fork', 'unset', 'called', 'dependabot'],
  ],
  [{ GITHUB_EVENT_NAME: 'pull_request_review' }, pull(null, ours), ['fork', 'unset', 'called', 'dependabot']],
  [{ GITHUB_EVENT_NAME: 'pull_request' }, pull(ours, ours), ['unset', 'called', 'dependabot']],
  [
    { GITHUB_EVENT_NAME: 'pull_request_target' },
    pull({ full_name: 'eve/app' }, ours),
    ['unset', 'called', 'dependabot'],
  ],
  [{ GITHUB_EVENT_NAME: 'push' }, {}, ['unset', 'called', 'dependabot']],
  [{}, '', ['unset', 'called', 'fork', 'dependabot']],
])(
  'without secrets in %j with the event %j, the possible causes are listed, the likely one first',
  async (variables, event, causes) => {
    const folder = await mkdtemp(join(tmpdir(), 'event-'));
    const file = join(folder, 'event.json');
    if (event !== '') await writeFile(file, typeof event === 'string' ? event : JSON.stringify(event));
    const env = { ...variables, GITHUB_EVENT_PATH: file };
    const messages = [
      await refusalOf(PLACE, env),
      await refusalOf({ ...PLACE, 'pat-client-id': 'id' }, env),
      unsealRefusal({ sealed: 'x' }, env),
    ];
    for (const message of messages) {
      expect(causesIn(message)).toEqual(causes.map(cause => expect.stringMatching(CAUSES[cause])));
    }
    await rm(folder, { recursive: true });
  },
);

const { 'pat-client-secret': secret, ...idOnly } = PAT;
test.each<[Record<string, string>, Record<string, string>, string]>([
  [{ pat_client_id: 'id' }, { 'pat-client-secret': secret }, 'pat-client-id: is missing (pat_client_id'],
  [{ 'client-secret': secret }, idOnly, 'pat-client-secret: is missing (client-secret'],
  [{ pat_client_secret: secret }, idOnly, 'pat-client-secret: is missing (pat_client_secret'],
  [{ client_id: 'id', client_secret: secret }, {}, 'pat-client-id: is missing (client_id'],
  [{ acces_token: 'token' }, {}, 'pat-client-id: is missing (acces_token'],
  [{ tennant: 'acme' }, { ...PAT, 'base-url': '' }, 'tenant: is missing (tennant'],
  [{ base_url: 'https://x.example' }, { ...PAT, 'base-url': '' }, 'tenant: is missing (base_url'],
  [{ 'tenant-name': 'acme' }, { ...PAT, 'base-url': '' }, 'tenant: is missing (tenant-name'],
  [{ nmae: 'x' }, { ...PAT, name: '' }, 'name: is missing (nmae'],
  [
    { redirect_uri: 'https://x' },
    { ...PAT, 'grant-types': 'AUTHORIZATION_CODE' },
    'redirect-uris: is missing (redirect_uri',
  ],
])('%j along with %j: the first problem is "did you mean" the missing one', async (unknown, given, problem) => {
  const message = await refusalOf({ ...PLACE, ...given, ...unknown });
  expect(message).toContain(`- ${problem} is not an input; did you mean `);
  for (const name of Object.keys(unknown)) expect(message).toContain(`${name} is not an input`);
  for (const text of Object.values(unknown)) if (text.length > 5) expect(message).not.toContain(text);
  const [reasons = -1, hint] = ['Why a secret', 'did you mean'].map(text => message.indexOf(text));
  if (reasons >= 0) expect(hint).toBeLessThan(reasons);
});

test('unseal suggests sealed for seald, and seal-key for seal or key', () => {
  expect(unsealRefusal({ seald: 'a.b.c.d.e' })).toContain(
    '- sealed: is empty (seald is not an input; did you mean sealed?)',
  );
  const message = unsealRefusal({ seal: 'a.b.c.d.e', key: 'ab'.repeat(32) });
  expect(message).toContain('- seal-key: is missing (seal is not an input; did you mean seal-key?)');
  const other = unsealRefusal({ sealed: 'a.b.c.d.e', key: 'ab'.repeat(32) });
  expect(other).toContain('- seal-key: is missing (key is not an input; did you mean seal-key?)');
});

test('a variable of the job causes a hint only if an input with a similar name is missing', async () => {
  const variables = { INPUT_TENNANT: 'x', INPUT_CLIENT_SECRET: 'x', INPUT_ID: '7', INPUT_DATE: 'x' };
  expect(await refusalOf({ ...PLACE, ...PAT, enabled: 'x' }, variables)).toMatch(/^1 problem .*\n- enabled: .*$/);
  expect(await refusalOf(PLACE, { INPUT_ID: '7', INPUT_DATE: 'x' })).not.toContain('did you mean');
});

test('the error for an empty sealed lists its causes, including the warning of the runner in the other job', () => {
  const message = unsealRefusal({ sealed: '', 'seal-key': 'ab'.repeat(32) });
  for (const cause of [/needs/, /outputs/, /seal-key was empty/, /no secret to seal/]) expect(message).toMatch(cause);
  expect(message).toContain(`"Skip output 'sealed' since it may contain secret"`);
  expect(message).toMatch(/Run it again, or make that secret a variable/);
});
