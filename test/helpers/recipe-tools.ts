import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate } from '../runner/gate.ts';
import { installAct } from './act.ts';
import { freePort } from './free-port.ts';
import { installPackages } from './install-packages.ts';

export const STUBS = join(import.meta.dirname, 'stubs');
const root = join(import.meta.dirname, '..', '..');
/** Kept between runs, like act. */
const cache = join(root, '.e2e', 'recipes');
const npm = join(cache, 'npm');
const python = join(cache, 'python', 'bin');

const NPM_PACKAGES = ['sailpoint-api-client@1.4.15', 'libsodium-wrappers@0.8.4'];
const PYPI_PACKAGES = ['moto[secretsmanager,server]==5.2.5', 'awscli==1.46.3'];

/** A program that not every machine has. */
export type Tool = 'gh' | 'aws';

export interface Tools extends AsyncDisposable {
  /** A checkout of the repository, with the body file in it. */
  readonly workspace: string;
  /** The folder where SailPoint's SDK and libsodium-wrappers are installed. */
  readonly npm: string;
  /** Folders for the path. */
  readonly path: readonly string[];
  /** Where moto simulates AWS; '' if it is not installed. */
  readonly aws: string;
  /** Options of act that replace repositories with folders of this machine. */
  readonly repositories: readonly string[];
  /** Why a tool is not available. */
  readonly missing: ReadonlyMap<Tool, string>;
  /** Waits until act may run once more; leaving frees the place. */
  place(): Promise<Disposable>;
}

/**
 * Installs what the recipes need, as far as this machine allows.
 *
 * @param repository of the checkout, as owner/name
 * @param files what is in it, by name
 * @param places how many runs of act at the same time
 */
export async function installTools(
  repository: string,
  files: Readonly<Record<string, string>>,
  places: number,
): Promise<Tools> {
  const missing = new Map<Tool, string>();
  const gate = new Gate(places);
  installAct();
  installPackages(npm, NPM_PACKAGES);
  try {
    execFileSync('gh', ['--version']);
  } catch (error) {
    missing.set('gh', `gh does not start (${error}): apt-get install gh`);
  }
  try {
    installPython();
  } catch (error) {
    missing.set('aws', `aws and moto cannot be installed from PyPI: ${error}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'recipes-'));
  const workspace = join(folder, 'workspace');
  checkOut(workspace, repository, files);
  const action = join(folder, 'action');
  for (const part of ['action.yml', 'dist', 'prune', 'unseal']) {
    cpSync(join(root, part), join(action, part), { recursive: true });
  }
  const moto = missing.has('aws') ? undefined : await startMoto();
  return {
    workspace,
    npm,
    path: missing.has('aws') ? [] : [python],
    aws: moto?.origin ?? '',
    repositories: Object.entries({
      'org/idn-oauth-client@v1': action,
      'actions/create-github-app-token@v3': join(STUBS, 'create-github-app-token'),
      'hashicorp/vault-action@v4': join(STUBS, 'vault-action'),
      'aws-actions/configure-aws-credentials@v6': join(STUBS, 'configure-aws-credentials'),
      'azure/login@v3': join(STUBS, 'azure-login'),
    }).flatMap(([name, path]) => ['--local-repository', `${name}=${path}`]),
    missing,
    place: async () => ({ [Symbol.dispose]: await gate.enter() }),
    [Symbol.asyncDispose]: async () => {
      moto?.process.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

function installPython(): void {
  if (existsSync(join(python, 'moto_server')) && existsSync(join(python, 'aws'))) return;
  execFileSync('python3', ['-m', 'venv', join(python, '..')]);
  execFileSync(join(python, 'python'), ['-m', 'pip', 'install', '--quiet', ...PYPI_PACKAGES], { stdio: 'inherit' });
}

function checkOut(workspace: string, repository: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(workspace);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
  const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: workspace });
  git('init', '--quiet', '--initial-branch', 'main');
  git('remote', 'add', 'origin', `https://github.com/${repository}`);
  git('add', '.');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'Client');
}

async function startMoto(): Promise<{ process: ChildProcess; origin: string }> {
  const port = await freePort();
  const process = spawn(join(python, 'moto_server'), ['--port', String(port)], { stdio: 'ignore' });
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries++) {
    const response = await fetch(`${origin}/moto-api/data.json`).catch(() => undefined);
    if (response?.ok) return { process, origin };
    await new Promise(done => setTimeout(done, 100));
  }
  process.kill();
  throw new Error('moto does not respond within half a minute');
}
