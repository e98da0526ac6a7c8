import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSealed, seal } from '../../src/seal.ts';

test('jwcrypto (PyPI) opens what we seal, and we open what it seals', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jwcrypto-'));
  try {
    const python = join(folder, 'bin', 'python');
    execFileSync('python3', ['-m', 'venv', folder]);
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'jwcrypto==1.5.6']);

    const key = crypto.getRandomValues(new Uint8Array(32));
    const content = {
      id: 'c1',
      secret: 'five-and-thirty',
      'base-url': 'https://acme.api.identitynow.com',
      'token-url': 'https://acme.api.identitynow.com/oauth/token',
      client: { id: 'c1', name: 'Größe 😀' },
      repository: 'octo-org/octo-repo',
      run: '1',
      created: '2026-01-01T00:00:00.000Z',
    };
    const input = { key: Buffer.from(key).toString('hex'), sealed: await seal(content, key), content };
    const output = execFileSync(python, [join(import.meta.dirname, 'interop.py')], { input: JSON.stringify(input) });
    const { opened, made } = JSON.parse(output.toString());
    expect(opened).toEqual(content);
    expect(await openSealed(made, key, 'octo-org/octo-repo')).toEqual(content);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
