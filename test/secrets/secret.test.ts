import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from '../../src/secret.ts';

const TEXT = 'text-of-the-secret';

test('a secret is masked when it is made, and no text, JSON or inspection of it shows it', () => {
  const masked: string[] = [];
  const secret = Secret.mask(TEXT, { mask: text => void masked.push(text) });
  expect(masked).toEqual([TEXT]);
  const shown = [`${secret}`, String(secret), JSON.stringify({ secret }), inspect({ secret }, { showHidden: true })];
  expect(shown.filter(text => text.includes(TEXT))).toEqual([]);
  expect(`${secret}`).toBe('***');
  expect(secret.reveal()).toBe(TEXT);
});

test('it is revealed only where it is sent, sealed, kept for the post step, exported or handed out', () => {
  const folder = join(import.meta.dirname, '../../src');
  const places = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .flatMap(name =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .filter(line => line.includes('.reveal()'))
        .map(line => `${name.replaceAll('\\', '/')}: ${line.trim()}`),
    );
  expect(places.toSorted()).toEqual(
    [
      "outputs.ts: 'client-secret': secret?.reveal() ?? '',",
      "outputs.ts: const content = { id, secret: secret.reveal(), 'base-url': origin, 'token-url': tokenUrl(origin), client: fields };",
      'outputs.ts: report.exportVariables({ SAIL_BASE_URL: origin, SAIL_CLIENT_ID: id, SAIL_CLIENT_SECRET: secret.reveal() });',
      "outputs.ts: return { 'access-token': token?.accessToken.reveal() ?? '', 'access-token-expires-at': expiresAt };",
      'state.ts: ? [signIn.clientId, signIn.clientSecret.reveal()]',
      'state.ts: : [undefined, signIn.accessToken.reveal()];',
      'tenant/session.ts: client_secret: clientSecret.reveal(),',
      "tenant/session.ts: const headers = { accept: 'application/json', 'accept-language': 'en', authorization: `Bearer ${token.reveal()}` };",
    ].toSorted(),
  );
});
