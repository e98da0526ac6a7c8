import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { scenario } from '../helpers/scenario.ts';

const PACKAGE = 'sailpoint-api-client@1.4.15';
const SCRIPT = `
const { Configuration, OAuthClientsBetaApi } = require('sailpoint-api-client');
new OAuthClientsBetaApi(new Configuration()).getOauthClient({ id: process.env.SAIL_CLIENT_ID })
  .then(({ data }) => console.log(data.name), error => { console.error(String(error)); process.exitCode = 1; });
`;

test("SailPoint's SDK signs in with the variables of export-env and reads the client", async () => {
  await using s = await scenario();
  execFileSync('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', s.job.workspace, PACKAGE], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(join(s.job.workspace, 'use.cjs'), SCRIPT);
  const { main } = await s.create({ name: 'For the SDK', scope: 'sp:oauth-client:read', 'export-env': 'true' });
  expect(main.failed, main.log).toBe(false);

  const env = { PATH: process.env['PATH'], ...s.job.env };
  const { stdout } = await promisify(execFile)(process.execPath, ['use.cjs'], { cwd: s.job.workspace, env });
  expect(stdout.trim()).toBe('For the SDK');
  expect(s.tenant.requests.at(-2)?.headers['content-type']).toContain('multipart/form-data');
});
