import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';

const input = name => process.env[`INPUT_${name.toUpperCase()}`] ?? '';
const [owner, repository] = process.env.GITHUB_REPOSITORY.split('/');
const body = JSON.stringify({
  client_id: input('client-id'),
  private_key: input('private-key'),
  repository: `${input('owner') || owner}/${input('repositories') || repository}`,
  permissions: { environments: input('permission-environments') },
});
const options = ['--silent', '--show-error', '--fail', '--json', '@-'];
const url = `${input('github-api-url')}/app/installations/1/access_tokens`;
const { token } = JSON.parse(execFileSync('curl', [...options, url], { input: body }).toString());
console.log(`::add-mask::${token}`);
appendFileSync(process.env.GITHUB_OUTPUT, `token=${token}\n`);
