// The same as minimal.cjs with @actions/core and @actions/http-client, as the action ships them: masks, state for a post
// step, outputs, a summary. It still has no checks, no deadline, and no handling of failed requests.
import * as core from '@actions/core';
import { HttpClient } from '@actions/http-client';

const { env } = process;
const origin = env['INPUT_BASE-URL'];
const [clientId, clientSecret] = [core.getInput('pat-client-id'), core.getInput('pat-client-secret')];
core.setSecret(clientSecret);
const http = new HttpClient('bench', [], { allowRedirects: false, keepAlive: true });

async function post(path, body, headers) {
  const response = await http.post(origin + path, body, headers);
  return JSON.parse(await response.readBody());
}

async function main() {
  const credentials = { client_id: clientId, client_secret: clientSecret };
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...credentials }).toString();
  const token = await post('/oauth/token', form, { 'content-type': 'application/x-www-form-urlencoded' });
  core.setSecret(token.access_token);
  const body = JSON.stringify({
    name: core.getInput('name'),
    description: 'libraries',
    accessTokenValiditySeconds: 750,
    grantTypes: ['CLIENT_CREDENTIALS'],
    accessType: 'OFFLINE',
    enabled: true,
    scope: [core.getInput('scope')],
  });
  core.saveState('plan', clientSecret);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token.access_token}` };
  const client = await post('/beta/oauth-clients', body, headers);
  core.setSecret(client.secret);
  core.saveState('created', client.id);
  core.setOutput('client-id', client.id);
  core.setOutput('client-secret', client.secret);
  core.info(`Created ${client.id}`);
  await core.summary.addRaw(`Created ${client.id}`).write();
  http.dispose();
}

main();
