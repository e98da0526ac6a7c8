import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';

const { INPUT_URL, INPUT_ROLE, GITHUB_OUTPUT } = process.env;
const body = JSON.stringify({ role: INPUT_ROLE });
const options = ['--silent', '--show-error', '--fail', '--json', body];
const response = JSON.parse(execFileSync('curl', [...options, `${INPUT_URL}/v1/auth/jwt/login`]).toString());
console.log(`::add-mask::${response.auth.client_token}`);
appendFileSync(GITHUB_OUTPUT, `vault_token=${response.auth.client_token}\n`);
