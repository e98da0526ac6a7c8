import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Call, forwardTo, type Host, json, type WorldResponse } from './world.ts';

/** Where a recipe puts credentials. */
export interface Store {
  readonly hosts: Readonly<Record<string, Host>>;
  /** The text of the secret as stored now. */
  read(): Promise<string | undefined>;
  write(secret: string): Promise<void>;
}

/** A store that keeps its secret in memory, behind a simulated host. */
function storeWith(hosts: (keep: (secret: string) => void) => Store['hosts']): Store {
  let stored: string | undefined;
  return {
    hosts: hosts(secret => {
      stored = secret;
    }),
    read: async () => stored,
    write: async secret => {
      stored = secret;
    },
  };
}

/** The part of libsodium-wrappers (npm) that opens what gh seals. */
interface Sodium {
  readonly ready: Promise<void>;
  crypto_box_keypair(): { publicKey: Uint8Array; privateKey: Uint8Array };
  crypto_box_seal_open(sealed: Uint8Array, publicKey: Uint8Array, privateKey: Uint8Array): Uint8Array;
}

export interface GitHubOptions {
  readonly host: string;
  /** '' for github.com, /api/v3 for GitHub Enterprise Server. */
  readonly base: string;
  readonly app: GitHubApp;
  /** The workflow's token: it may read, and comment on pull requests. */
  readonly workflowToken: string;
  /** Where the secret belongs, as owner/name. */
  readonly repository: string;
  /** The only environment that exists. */
  readonly environment: string;
  /** The folder where libsodium-wrappers is installed. */
  readonly npm: string;
  /** A program that is released as sail_Linux_x86_64.tar.gz. */
  readonly sail?: string | undefined;
  /** The texts of the comments on pull request 7, by a bot. */
  readonly comments: string[];
}

/** An app that may write environment secrets. */
export interface GitHubApp {
  readonly clientId: string;
  readonly privateKey: string;
  readonly token: string;
}

/** The secrets of an environment, the comments of a pull request, and one release. */
export async function gitHub(options: GitHubOptions): Promise<Store> {
  const { host, base, app, workflowToken, repository, environment, npm, sail, comments } = options;
  const sodium: Sodium = createRequire(join(npm, 'package.json'))('libsodium-wrappers');
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  const secrets = `${base}/repos/${repository}/environments/${environment}/secrets`;
  const release = `${base}/repos/sailpoint-oss/sailpoint-cli/releases`;
  const names: string[] = [];

  const respond = (call: Call, keep: (secret: string) => void): WorldResponse => {
    const [route = ''] = call.path.split('?');
    if (call.method === 'POST' && route === `${base}/app/installations/1/access_tokens`) return tokenOfApp(call.body);
    switch (call.headers.authorization) {
      case `token ${app.token}`:
        return secretOf(route, call, keep);
      case `token ${workflowToken}`:
        return releaseOf(route) ?? commentOf(route, call);
      default:
        return json(401, { message: 'Bad credentials' });
    }
  };

  const tokenOfApp = (body: Buffer): WorldResponse => {
    const given = JSON.parse(body.toString());
    const right =
      given.client_id === app.clientId &&
      given.private_key === app.privateKey &&
      given.repository === repository &&
      given.permissions.environments === 'write';
    return right ? json(201, { token: app.token }) : json(404, { message: 'Not Found' });
  };

  const secretOf = (route: string, { method, body }: Call, keep: (secret: string) => void): WorldResponse => {
    if (route === `${base}/repos/${repository}`) return json(200, { id: 1, full_name: repository });
    if (route === secrets) return json(200, { total_count: names.length, secrets: names.map(name => ({ name })) });
    if (route === `${secrets}/public-key`) {
      return json(200, { key_id: '1', key: Buffer.from(publicKey).toString('base64') });
    }
    if (method !== 'PUT' || !route.startsWith(`${secrets}/`)) return json(404, { message: 'Not Found' });
    const sealed = Buffer.from(JSON.parse(body.toString()).encrypted_value, 'base64');
    keep(Buffer.from(sodium.crypto_box_seal_open(sealed, publicKey, privateKey)).toString());
    names.push(route.slice(secrets.length + 1));
    return json(201, {});
  };

  const releaseOf = (route: string): WorldResponse | undefined => {
    // gh also looks for a draft of the release.
    if (route === '/graphql') return json(200, { data: { repository: { release: null } } });
    if (sail !== undefined && route.startsWith(`${release}/tags/`)) {
      const url = `https://${host}${release}/assets/1`;
      return json(200, { id: 1, tag_name: '2.2.9', assets: [{ name: 'sail_Linux_x86_64.tar.gz', url }] });
    }
    if (sail === undefined || route !== `${release}/assets/1`) return undefined;
    const tarball = execFileSync('tar', ['--create', '--gzip', '--directory', join(sail, '..'), './sail']);
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: tarball };
  };

  const commentOf = (route: string, { method, body }: Call): WorldResponse => {
    const issues = `${base}/repos/${repository}/issues`;
    const [, number] = new RegExp(`^${issues}/comments/(\\d+)$`).exec(route) ?? [];
    if (method === 'PATCH' && number !== undefined) {
      comments[Number(number) - 1] = JSON.parse(body.toString()).body;
      return json(200, {});
    }
    if (route !== `${issues}/7/comments`) return json(404, { message: 'Not Found' });
    if (method === 'GET') {
      return json(200, [
        { id: 99, user: { type: 'User' }, body: 'A comment of a reviewer' },
        ...comments.map((text, at) => ({ id: at + 1, user: { type: 'Bot' }, body: text })),
      ]);
    }
    comments.push(JSON.parse(body.toString()).body);
    return json(201, {});
  };

  return storeWith(keep => ({ [host]: call => respond(call, keep) }));
}

/** HashiCorp Vault at vault.example.com, with a key-value engine of version 2 at `secret/`. */
export function vault(token: string): Store {
  const path = 'secret/data/sailpoint/account-sync';
  return storeWith(keep => ({
    'vault.example.com': ({ method, path: route, headers, body }) => {
      if (route === '/v1/auth/jwt/login') return json(200, { auth: { client_token: token } });
      if (headers['x-vault-token'] !== token) return json(403, { errors: ['permission denied'] });
      const given = JSON.parse(body.toString());
      if (route === '/v1/sys/capabilities-self') {
        const capabilities = given.paths[0] === path ? ['create', 'update'] : ['deny'];
        return json(200, { capabilities, [given.paths[0]]: capabilities });
      }
      if (method !== 'POST' || route !== `/v1/${path}`) return json(404, { errors: [] });
      keep(JSON.stringify(given.data));
      return json(200, { data: { version: 2 } });
    },
  }));
}

/** The Azure Key Vault `acme-ci`, as the stubs for azure/login and az use it. */
export function keyVault(): Store {
  return storeWith(keep => ({
    'login.microsoftonline.com': () => json(200, { access_token: 'of-no-use' }),
    'acme-ci.vault.azure.net': ({ method, path, body }) => {
      if (path === '/secrets/account-sync/versions') return json(200, []);
      if (method !== 'PUT' || path !== '/secrets/account-sync') return json(404, { error: { code: 'SecretNotFound' } });
      const { value } = JSON.parse(body.toString());
      keep(value);
      return json(200, { value });
    },
  }));
}

/**
 * AWS Secrets Manager, simulated by moto (PyPI) at `origin`, in its own account. The secret that the recipe requires
 * exists, without a value.
 */
export async function secretsManager(origin: string): Promise<Store> {
  const account = { 'x-moto-account-id': String(randomInt(1e11, 1e12)) };
  const ask = async (target: string, body: unknown): Promise<string> => {
    const credential = 'Credential=test/20260101/eu-central-1/secretsmanager/aws4_request';
    const response = await fetch(origin, {
      method: 'POST',
      headers: {
        ...account,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `secretsmanager.${target}`,
        authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(body),
    });
    return await response.text();
  };
  const SecretId = 'sailpoint/account-sync';
  await ask('CreateSecret', { Name: SecretId });
  return {
    hosts: {
      'sts.eu-central-1.amazonaws.com': () => json(200, { secret: 'secret-of-the-role-session' }),
      'secretsmanager.eu-central-1.amazonaws.com': forwardTo(origin, account),
    },
    read: async () => {
      const { SecretString } = JSON.parse(await ask('GetSecretValue', { SecretId }));
      return SecretString;
    },
    write: async SecretString => {
      await ask('PutSecretValue', { SecretId, SecretString });
    },
  };
}
