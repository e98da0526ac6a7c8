import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from '../../src/secret.ts';

const TEXT = 'text-of-the-secret';

test('a secret is masked when it is created, and not shown as a text, as JSON or by inspection', () => {
  const masked: string[] = [];
  const secret = Secret.mask(TEXT, { mask: text => void masked.push(text) });
  expect(masked).toEqual([TEXT]);
  const shown = [`${secret}`, String(secret), JSON.stringify({ secret }), inspect({ secret }, { showHidden: true })];
  expect(shown.filter(text => text.includes(TEXT))).toEqual([]);
  expect(`${secret}`).toBe('***');
  expect(secret.reveal()).toBe(TEXT);
});

test('a secret is revealed only where it is sent, sealed, saved for the post step, exported or output', () => {
  const folder = join(import.meta.dirname, '../../src');
  const places: Record<string, number> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(each => each.endsWith('.ts'))) {
    const found = readFileSync(join(folder, name), 'utf8').match(/\.reveal\(\)/g)?.length ?? 0;
    if (found > 0) places[name.replaceAll('\\', '/')] = found;
  }
  // outputs.ts: client-secret, SAIL_CLIENT_SECRET, sealed, access-token; state.ts: the secret of the PAT or the access
  // token; session.ts: the sign-in and the bearer token.
  expect(places).toEqual({ 'outputs.ts': 4, 'state.ts': 2, 'tenant/session.ts': 2 });
});
