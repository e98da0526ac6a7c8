// The job as a script with SailPoint's SDK.
const { appendFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { env } = process;
const { Configuration, OAuthClientsBetaApi } = createRequire(`${env.SDK_FOLDER}/`)('sailpoint-api-client');

async function main() {
  const configuration = new Configuration({
    baseurl: env['INPUT_BASE-URL'],
    clientId: env['INPUT_PAT-CLIENT-ID'],
    clientSecret: env['INPUT_PAT-CLIENT-SECRET'],
    tokenUrl: `${env['INPUT_BASE-URL']}/oauth/token`,
  });
  const { data } = await new OAuthClientsBetaApi(configuration).createOauthClient({
    createOAuthClientRequestBeta: {
      name: env.INPUT_NAME,
      description: 'sdk',
      accessTokenValiditySeconds: 750,
      grantTypes: ['CLIENT_CREDENTIALS'],
      accessType: 'OFFLINE',
      enabled: true,
      scope: [env.INPUT_SCOPE],
    },
  });
  console.log(`::add-mask::${data.secret}`);
  appendFileSync(env.GITHUB_OUTPUT, `client-id=${data.id}\nclient-secret=${data.secret}\n`);
}

main().catch(error => {
  console.error(String(error));
  process.exitCode = 1;
});
