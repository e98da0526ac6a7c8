import type { Report } from '../report.ts';
import { PART } from '../runner/masks.ts';
import { FIELDS, type Fields } from '../tenant/fields.ts';
import { proxySecrets } from '../tenant/transport/proxy.ts';
import { unquoted } from '../text.ts';
import { type InputRows, type InputSource, inputText } from './rows.ts';

/** Masks the secrets among inputs and environment, before anything could show them. @returns the secrets */
export function maskSecrets(env: NodeJS.ProcessEnv, rows: InputRows, report: Report): readonly string[] {
  const secrets = [...secretTexts(env, rows), ...proxySecrets(env)];
  for (const secret of secrets) report.mask(secret);
  return secrets;
}

/** The texts among inputs and environment that are secret, also without the quotes that some have around them. */
function secretTexts(env: NodeJS.ProcessEnv, rows: InputRows): readonly string[] {
  const inputs = Object.entries(rows).map(([name, row]) => (row.kind === 'secret' ? inputText(env, name, row) : ''));
  return [...inputs, env['SAIL_CLIENT_SECRET']?.trim() ?? ''].flatMap(text => [text, unquoted(text)]);
}

/** A client's fields can be read by everyone who may list clients, and are an output. */
export function complainOfSecrets(body: Fields, rows: InputRows, { env, complain }: InputSource): void {
  const secrets = secretTexts(env, rows).filter(secret => secret.length >= PART);
  for (const { name, input } of FIELDS) {
    const texts = [body[name]].flat().filter(text => typeof text === 'string');
    if (texts.some(text => secrets.some(secret => text.includes(secret))))
      complain(input, 'contains a secret, which every user who may list clients could read');
  }
}
