import { isLoopback } from '../tenant/transport/proxy.ts';
import { unquoted } from '../text.ts';

const SAILPOINT =
  /^([a-z\d-]+)(\.api|\.login)?\.(?:identitynow(-demo|gov)?|(?<=\.login\.)sailpoint)\.com\.?(?=[:/?#]|$)/;

/** What a URL or host means that is one of a tenant's at SailPoint; undefined for any other. */
export function sailPointHost(text: string) {
  const [, tenant, label, domain = ''] = SAILPOINT.exec(text.toLowerCase().replace(/^https?:\/\//, '')) ?? [];
  if (tenant === undefined) return undefined;
  const api = `https://${tenant}.api.identitynow${domain}.com`;
  return {
    /** Whether it shows web pages: credentials go to the API alone. Of the government cloud no web host is known. */
    isWeb: label !== '.api' && domain !== 'gov',
    api,
    /** What to write instead of it as `tenant`. */
    hint: domain === '' ? `write tenant: ${tenant}` : `write base-url: ${api} instead`,
  };
}

/** What to write instead of a text that is not the name of a tenant. User information in it is not shown. */
export function tenantHint(text: string): string {
  const host = sailPointHost(text);
  if (host !== undefined) return host.hint;
  if (unquoted(text) !== text) return 'write it without quotes';
  if (/[\s,;]/.test(text)) return 'a step has one tenant; for several, run the job as a matrix';
  const api = withScheme(text.replace(/^https?:\/\/([^@/]*@)?/i, '').replace(/[/?#].*$/s, ''));
  if (api !== undefined) return `if that is the host of the API, write base-url: ${api} instead`;
  return '"acme" means https://acme.api.identitynow.com';
}

/** A host without a scheme as the URL that it means; undefined for any other text. */
export function withScheme(text: string): string | undefined {
  const isHost = /^(localhost|[\w-]+(\.[\w-]+)+|[\w-]+(?=:\d))(:\d+)?(\/[^\s\\?#@]*)?$/i.test(text);
  if (!isHost || !URL.canParse(`https://${text}`)) return undefined;
  return `${isLoopback(hostOf(new URL(`https://${text}`))) ? 'http' : 'https'}://${text}`;
}

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replaceAll(/[[\]]/g, '');
