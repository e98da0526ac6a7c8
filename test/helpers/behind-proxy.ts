import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Authority, createAuthority } from '../tenant/certificate.ts';
import type { TenantOptions } from '../tenant/tenant.ts';
import { type ProxyOptions, startProxy, type TestProxy } from './proxy.ts';
import { type Scenario, scenario } from './scenario.ts';

/** The tenant of `tenant: acme`. */
export const TENANT_HOST = 'acme.api.identitynow.com';

/** A tenant at `https://acme.api.identitynow.com` that can be reached only through a proxy. */
export interface BehindProxy extends Scenario {
  readonly proxy: TestProxy;
  /** The variable that makes Node trust the certificates of tenant and proxy. */
  readonly trust: Record<string, string>;
  /** Inputs that sign in at it. */
  readonly inputs: Record<string, string>;
}

export type BehindProxyOptions = Omit<ProxyOptions, 'tls' | 'upstream'> & {
  /** The proxy uses TLS, with a certificate for these hosts. */
  readonly certifiedFor?: readonly string[];
  readonly expired?: boolean;
  /** The proxy's certificate is from an untrusted authority. */
  readonly untrusted?: boolean;
  readonly tenant?: Omit<TenantOptions, 'tls'>;
};

export async function behindProxy(options: BehindProxyOptions = {}): Promise<BehindProxy> {
  const { certifiedFor, expired = false, untrusted = false, tenant, ...proxyOptions } = options;
  const authority: Authority = createAuthority();
  const issuer = untrusted ? createAuthority('an untrusted authority') : authority;
  const s = await scenario({ ...tenant, tls: authority.issue([TENANT_HOST]) });
  const proxy = await startProxy({
    ...proxyOptions,
    ...(certifiedFor && { tls: issuer.issue(certifiedFor, { expired }) }),
    upstream: Number(new URL(s.tenant.origin).port),
  });
  const file = join(s.job.folder, 'authority.pem');
  await writeFile(file, authority.cert);
  return {
    ...s,
    proxy,
    trust: { NODE_EXTRA_CA_CERTS: file },
    inputs: {
      tenant: 'acme',
      'pat-client-id': s.tenant.pat.clientId,
      'pat-client-secret': s.tenant.pat.clientSecret,
    },
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      await s[Symbol.asyncDispose]();
    },
  };
}
