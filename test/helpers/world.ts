import { writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createAuthority } from '../tenant/certificate.ts';
import { startProxy } from './proxy.ts';

export interface Call {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface WorldResponse {
  readonly status: number;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: string | Buffer | undefined;
}

/** An internet host, simulated on loopback. */
export type Host = (call: Call) => WorldResponse | Promise<WorldResponse>;

/**
 * What goes wrong. `refused`: this call and every later one like it gets 403, and nothing is done.
 * `lost`: the request is carried out, and the connection breaks before the response.
 */
export interface WorldFault {
  readonly kind: 'refused' | 'lost';
  /** As written in `calls`. */
  readonly call: string;
  /** How many such calls succeed before. Concurrent calls come in any order, so calls have no overall number. */
  readonly after: number;
}

export interface World extends AsyncDisposable {
  /** `METHOD host/path` of each call, in order, without query and with ID for ids. */
  readonly calls: readonly string[];
  /** `host:port` of the proxy that everything goes through. */
  readonly proxy: string;
  /** The certificate of the authority that signed for every host, as a file. */
  readonly authority: string;
}

export interface WorldOptions {
  readonly hosts: Readonly<Record<string, Host>>;
  /** Where the certificate is written. */
  readonly folder: string;
  readonly fault?: WorldFault | undefined;
  /** `user:password` that the proxy requires. */
  readonly userinfo?: string | undefined;
}

/** Hosts behind a proxy: every name leads to loopback, and nothing leaves this machine. */
export async function startWorld({ hosts, folder, fault, userinfo }: WorldOptions): Promise<World> {
  const authority = createAuthority();
  const calls: string[] = [];

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming;
    const host = headers.host ?? '';
    const call = { method, path, headers, body: await buffer(incoming) };
    const name = `${method} ${host}${path.replace(/\?.*/, '').replace(/\/[0-9a-f]{32}$/, '/ID')}`;
    const before = calls.filter(each => each === name).length;
    calls.push(name);
    const hit = name === fault?.call;
    const refused = hit && fault.kind === 'refused' && before >= fault.after;
    const result = refused ? refusal : await (hosts[host] ?? unknownHost)(call);
    if (hit && fault.kind === 'lost' && before === fault.after) incoming.socket.destroy();
    else response.writeHead(result.status, result.headers ?? {}).end(result.body);
  }

  const server = createServer(authority.issue(Object.keys(hosts)), (incoming, response) => {
    serve(incoming, response).catch(error => {
      console.error(error);
      response.destroy();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy = await startProxy({ upstream: port, ...(userinfo !== undefined && { userinfo }) });
  const file = join(folder, 'authority.pem');
  writeFileSync(file, authority.cert);
  return {
    calls,
    proxy: proxy.address,
    authority: file,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

export function json(status: number, body: unknown, headers: IncomingHttpHeaders = {}): WorldResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** In a form that the tenant, GitHub, AWS and the vaults have in common. */
const refusal = json(403, {
  __type: 'AccessDeniedException',
  detailCode: '403 Forbidden',
  message: 'Refused by the test',
  messages: [{ locale: 'en-US', localeOrigin: 'DEFAULT', text: 'Refused by the test' }],
});

const unknownHost = (): WorldResponse => json(404, { message: 'The test simulates no such host' });

/** Hands calls on to a server on loopback, under their own host name, with `added` headers. */
export function forwardTo(origin: string, added: Readonly<Record<string, string>> = {}): Host {
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest(origin + path, { method, headers: { ...headers, ...added } }, async incoming => {
        const { 'transfer-encoding': _, ...rest } = incoming.headers;
        resolve({ status: incoming.statusCode ?? 500, headers: rest, body: await buffer(incoming) });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
}
