import { unquoted } from '../text.ts';

interface SailPointHost {
  /** Whether it shows web pages: credentials go to the API alone. */
  readonly isWeb: boolean;
  /** Base URL of the API of the same tenant. */
  readonly api: string;
  /** What to write instead of it as `tenant`. */
  readonly hint: string;
}

/** What a URL or host means that is one of a tenant's at SailPoint; undefined for any other. */
export function sailPointHost(text: string): SailPointHost | undefined {
  const host = text.toLowerCase().replace(/^https?:\/\//, '');
  const [, tenant, label, domain = ''] =
    /^([a-z0-9-]+)(\.api|\.login)?\.(?:identitynow(-demo|gov)?|(?<=\.login\.)sailpoint)\.com\.?(?=[:/?#]|$)/.exec(
      host,
    ) ?? [];
  if (tenant === undefined) return undefined;
  const api = `https://${tenant}.api.identitynow${domain}.com`;
  return {
    // Of the government cloud no web host is known.
    isWeb: label !== '.api' && domain !== 'gov',
    api,
    hint: domain === '' ? `write tenant: ${tenant}` : `write base-url: ${api} instead`,
  };
}

/** What to write instead of a text that is not the name of a tenant. User information in it is not shown. */
export function tenantHint(text: string): string {
  const known = sailPointHost(text);
  if (known !== undefined) return known.hint;
  if (unquoted(text) !== text) return 'write it without quotes';
  if (/[\s,;]/.test(text)) return 'a step has one tenant; for several, run the job as a matrix';
  const url = text.includes('://') ? text : `https://${text}`;
  const { host, origin } = URL.canParse(url) ? new URL(url) : { host: '', origin: '' };
  if (/[.:]/.test(host)) return `if ${host} is the host of the API, write base-url: ${origin} instead`;
  return '"acme" stands for https://acme.api.identitynow.com';
}
