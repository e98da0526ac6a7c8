import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../helpers/free-port.ts';
import { installPackages, installPythonPackages } from '../helpers/install-packages.ts';
import type { Credentials } from '../tenant/tenant.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DESCRIPTIONS = join(ROOT, 'test', 'tenant', 'openapi');
/** How long a server may take to listen on a busy machine. */
const LONGEST_START_MS = 60_000;

export interface OrdinaryServer extends AsyncDisposable {
  readonly origin: string;
  readonly pat: Credentials;
}

interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a server needs: a folder for installed packages, and ports. */
interface Place {
  readonly installed: string;
  readonly port: number;
  readonly otherPort: number;
}

type Start = (place: Place) => Command[];

/** The servers as users start them. */
const SERVERS = {
  express: ({ installed }) => {
    installPackages(installed, ['express@5.3.0']);
    return [{ program: process.execPath, args: ['app.js'] }];
  },
  flask: ({ installed, port }) => {
    const bin = installPythonPackages(installed, ['flask==3.1.3']);
    return [{ program: join(bin, 'flask'), args: ['--app', 'app', 'run', '--port', String(port)] }];
  },
  'http-server': () => [{ program: 'python3', args: ['server.py'] }],
  'json-server': ({ installed }) => {
    installPackages(installed, ['json-server@0.17.4']);
    return [{ program: process.execPath, args: ['server.js'] }];
  },
  'prism-beta': place => prism(place, 'beta', '/beta'),
  'prism-v1': place => prism(place, 'v1', ''),
  'raw-tcp': () => [{ program: 'python3', args: ['server.py'] }],
} as const satisfies Record<string, Start>;

export type ServerName = keyof typeof SERVERS;

function prism({ installed, otherPort }: Place, version: string, basePath: string): Command[] {
  installPackages(installed, ['@stoplight/prism-cli@5.16.0']);
  const program = join(installed, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');
  const description = join(DESCRIPTIONS, `oauth-clients.${version}.openapi.json`);
  return [
    { program: process.execPath, args: [program, 'mock', description, '--port', String(otherPort)] },
    { program: process.execPath, args: ['front.js'], env: { PRISM_PORT: String(otherPort), BASE_PATH: basePath } },
  ];
}

/** Whether this machine can run the language of the server. */
export function canStart(name: ServerName): boolean {
  const needsPython = ['flask', 'http-server', 'raw-tcp'].includes(name);
  return !needsPython || spawnSync('python3', ['--version']).status === 0;
}

/** Starts a new server; its packages are installed only once. */
export async function startServer(name: ServerName): Promise<OrdinaryServer> {
  const folder = name.replace(/^prism-.*/, 'prism');
  const installed = join(ROOT, '.e2e', 'servers', folder);
  mkdirSync(installed, { recursive: true });
  const place = { installed, port: await freePort(), otherPort: await freePort() };
  const start: Start = SERVERS[name];
  const commands = start(place);
  // Below the installed packages, where Node finds them; a copy, because one of them writes into its folder.
  const cwd = mkdtempSync(join(installed, 'run-'));
  cpSync(join(import.meta.dirname, folder), cwd, { recursive: true });
  const pat = { clientId: 'a-personal-access-token', clientSecret: crypto.randomUUID() };
  const shared = { PORT: String(place.port), PAT_CLIENT_ID: pat.clientId, PAT_CLIENT_SECRET: pat.clientSecret };
  const children = commands.map(({ program, args, env }) =>
    spawn(program, args, {
      cwd,
      env: { PATH: process.env['PATH'], ...shared, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  await Promise.all([
    listening(place.port, children),
    ...(children.length > 1 ? [listening(place.otherPort, children)] : []),
  ]);
  return {
    origin: `http://127.0.0.1:${place.port}`,
    pat,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(children.map(ended));
      rmSync(cwd, { recursive: true });
    },
  };
}

async function listening(port: number, children: readonly ChildProcess[]): Promise<void> {
  let errors = '';
  for (const child of children) child.stderr?.on('data', text => (errors += text));
  const end = performance.now() + LONGEST_START_MS;
  while (!(await accepts(port))) {
    const hasEnded = children.some(({ exitCode }) => exitCode !== null);
    if (hasEnded || performance.now() > end) throw new Error(`nothing listens at ${port}: ${errors}`);
    await delay(50);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}
