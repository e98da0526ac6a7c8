// A minimal Node program for the job: it sends two requests over one connection and writes the outputs. It has no checks,
// no mask before the response, no deadline and no post step.
const http = require(process.env['INPUT_BASE-URL'].startsWith('https:') ? 'node:https' : 'node:http');
const { appendFileSync } = require('node:fs');
const { env } = process;

const agent = new http.Agent({ keepAlive: true });
const { hostname, port } = new URL(env['INPUT_BASE-URL']);

function post(path, body, headers) {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, hostname, port, path, method: 'POST', headers }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve(JSON.parse(text)));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function main() {
  const credentials = { client_id: env['INPUT_PAT-CLIENT-ID'], client_secret: env['INPUT_PAT-CLIENT-SECRET'] };
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...credentials }).toString();
  const token = await post('/oauth/token', form, { 'content-type': 'application/x-www-form-urlencoded' });
  const body = JSON.stringify({
    name: env.INPUT_NAME,
    description: 'minimal',
    accessTokenValiditySeconds: 750,
    grantTypes: ['CLIENT_CREDENTIALS'],
    accessType: 'OFFLINE',
    enabled: true,
    scope: [env.INPUT_SCOPE],
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token.access_token}` };
  const client = await post('/beta/oauth-clients', body, headers);
  console.log(`::add-mask::${client.secret}`);
  appendFileSync(env.GITHUB_OUTPUT, `client-id=${client.id}\nclient-secret=${client.secret}\n`);
  agent.destroy();
}

main();
