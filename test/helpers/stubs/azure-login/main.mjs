import { execFileSync } from 'node:child_process';

const url = `https://login.microsoftonline.com/${process.env['INPUT_TENANT-ID']}`;
execFileSync('curl', ['--silent', '--show-error', '--fail', '--output', '/dev/null', url]);
