import type { ProgramRun } from './runner.ts';

/**
 * Where a run shows a secret, or a form or a part of one, to somebody who reads it.
 *
 * @param options.outputs also looks into all outputs but `client-secret`
 * @returns names of places, never the secret
 */
export function findLeaks(run: ProgramRun, secrets: readonly string[], options: { outputs?: boolean } = {}): string[] {
  const places: Record<string, string> = {
    log: run.log,
    'debug log': run.debugLog,
    summary: run.summary,
    annotations: JSON.stringify(run.annotations),
    'standard output': run.stdout.replaceAll(/^::add-mask::.*$/gm, ''),
    'standard error': run.stderr,
  };
  if (options.outputs) {
    const { 'client-secret': _, ...outputs } = run.outputs;
    places['outputs'] = JSON.stringify(outputs);
  }
  const needles = secrets.flatMap(formsOf);
  return Object.entries(places)
    .filter(([, text]) => needles.some(needle => text.includes(needle)))
    .map(([name]) => name);
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const middle = Math.max(0, Math.floor(secret.length / 2) - 6);
  return [
    secret,
    ...(secret.length > 24 ? [secret.slice(0, 12), secret.slice(middle, middle + 12), secret.slice(-12)] : []),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    [...secret].reverse().join(''),
  ];
}
