/** How requests name this program, for the tenant's and a proxy's log. A test compares it with package.json. */
export const USER_AGENT = 'idn-oauth-client/1.0.0';
