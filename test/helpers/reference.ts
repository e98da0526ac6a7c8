/** SailPoint's example request, field for field; source: the reference of POST /oauth-clients. */
export const REFERENCE_REQUEST = {
  businessName: 'Acme-Solar',
  homepageUrl: 'http://localhost:12345',
  name: 'Demo API Client',
  description: 'An API client used for the authorization_code, refresh_token, and client_credentials flows',
  accessTokenValiditySeconds: 750,
  refreshTokenValiditySeconds: 86400,
  redirectUris: ['http://localhost:12345', 'http://localhost:67890'],
  grantTypes: ['AUTHORIZATION_CODE', 'CLIENT_CREDENTIALS', 'REFRESH_TOKEN'],
  accessType: 'OFFLINE',
  type: 'CONFIDENTIAL',
  internal: false,
  enabled: true,
  strongAuthSupported: false,
  claimsSupported: false,
  scope: ['demo:api-client-scope:first', 'demo:api-client-scope:second'],
};

/** The same as a workflow file gives it. */
export const REFERENCE_INPUTS = {
  'business-name': 'Acme-Solar',
  'homepage-url': 'http://localhost:12345',
  name: 'Demo API Client',
  description: 'An API client used for the authorization_code, refresh_token, and client_credentials flows',
  'access-token-validity-seconds': '750',
  'refresh-token-validity-seconds': '86400',
  'redirect-uris': 'http://localhost:12345 http://localhost:67890',
  'grant-types': 'AUTHORIZATION_CODE, CLIENT_CREDENTIALS, REFRESH_TOKEN',
  'access-type': 'OFFLINE',
  type: 'CONFIDENTIAL',
  internal: 'false',
  enabled: 'true',
  'strong-auth-supported': 'false',
  'claims-supported': 'false',
  scope: 'demo:api-client-scope:first\ndemo:api-client-scope:second',
};
