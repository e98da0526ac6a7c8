#!/usr/bin/env bash
# The job as a script in a workflow: curl and jq, with the secrets kept out of the process list.
set -euo pipefail

input() { printenv "INPUT_$1"; }
base=$(input BASE-URL)
# The CA variable that Node reads.
export CURL_CA_BUNDLE=${NODE_EXTRA_CA_CERTS:-}

token=$(printf 'grant_type=client_credentials&client_id=%s&client_secret=%s' "$(input PAT-CLIENT-ID)" "$(input PAT-CLIENT-SECRET)" |
  curl --silent --show-error --fail --data @- "$base/oauth/token" | jq --raw-output .access_token)
client=$(jq --null-input '{ name: env.INPUT_NAME, description: "curl", accessTokenValiditySeconds: 750,
    grantTypes: ["CLIENT_CREDENTIALS"], accessType: "OFFLINE", enabled: true, scope: [env.INPUT_SCOPE] }' |
  curl --silent --show-error --fail --data @- --header 'content-type: application/json' \
    --header @<(echo "authorization: Bearer $token") "$base/beta/oauth-clients")
secret=$(jq --raw-output .secret <<<"$client")
echo "::add-mask::$secret"
echo "client-id=$(jq --raw-output .id <<<"$client")" >>"$GITHUB_OUTPUT"
echo "client-secret=$secret" >>"$GITHUB_OUTPUT"
