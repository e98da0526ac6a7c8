import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startTenant } from './tenant.ts';

/** Runs a tenant on its own: `node serve.ts [--port N] [--env-file PATH]`, until a signal stops it. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, 'env-file': { type: 'string' } },
});
const tenant = await startTenant({ port: Number(values.port), inspect: true });
const { clientId, clientSecret } = tenant.pat;

const envFile = values['env-file'];
if (envFile !== undefined) {
  appendFileSync(
    envFile,
    `SAIL_BASE_URL=${tenant.origin}\nSAIL_CLIENT_ID=${clientId}\nSAIL_CLIENT_SECRET=${clientSecret}\n`,
  );
}
process.once('SIGTERM', () => tenant.close());
process.once('SIGINT', () => tenant.close());
// Last, so that everything else is ready for the reader of this line.
console.log(JSON.stringify({ origin: tenant.origin, clientId, clientSecret }));
