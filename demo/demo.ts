/** Shows the action at work: a simulated tenant, one step from `dist/`, and what the workflow gets from it. */
import { REFERENCE_INPUTS } from '../test/helpers/reference.ts';
import { type ProgramRun, runStep, startJob } from '../test/runner/runner.ts';
import { startTenant, type Tenant } from '../test/tenant/tenant.ts';

const colours = process.stdout.isTTY && !process.env['NO_COLOR'];
const paint = (code: number) => (text: string) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text);
const [bold, dim, red, green, yellow, cyan] = [paint(1), paint(2), paint(31), paint(32), paint(33), paint(36)];

function heading(text: string): void {
  console.log(`\n${bold(text)}`);
}

function indented(lines: readonly string[]): void {
  for (const line of lines) console.log(`  ${line}`);
}

function stepAsYaml(inputs: Readonly<Record<string, string>>): string[] {
  const scalar = (text: string) => (text.includes('\n') ? `|\n${text.replaceAll(/^/gm, '      ')}` : text);
  return [
    '- uses: org/idn-oauth-client@v1',
    '  id: client',
    '  with:',
    '    tenant: acme',
    '    pat-client-id: ${{ secrets.SAIL_CLIENT_ID }}',
    '    pat-client-secret: ${{ secrets.SAIL_CLIENT_SECRET }}',
    ...Object.entries(inputs).flatMap(([name, value]) => `    ${name}: ${scalar(value)}`.split('\n')),
  ];
}

function showLog(run: ProgramRun): void {
  for (const line of run.log.split('\n').filter(text => text !== '')) {
    const colour = line.startsWith('Error:') ? red : line.startsWith('Warning:') ? yellow : (text: string) => text;
    console.log(`  ${colour(line)}`);
  }
}

function showOutputs({ outputs }: ProgramRun): void {
  for (const [name, value] of Object.entries(outputs)) {
    const shown = name === 'client-secret' ? `*** (${value.length} characters, masked)` : value;
    console.log(`  ${cyan(name.padEnd(14))}${shown.length > 90 ? `${shown.slice(0, 89)}…` : shown}`);
  }
}

function showSummary({ summary }: ProgramRun): void {
  const text = summary
    .replaceAll(
      /<tr><th>(.*?)<\/th><td>(.*?)<\/td><\/tr>/g,
      (_, name: string, value: string) => name.padEnd(14) + value,
    )
    .replaceAll(/<[^>]+>/g, '');
  indented(text.split('\n').filter(line => line.trim() !== ''));
}

/** What a later step would do with the outputs. The token itself is nobody's business. */
async function signIn({ outputs }: ProgramRun): Promise<void> {
  const response = await fetch(outputs['token-url'] ?? '', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: outputs['client-id'] ?? '',
      client_secret: outputs['client-secret'] ?? '',
    }),
  });
  const { expires_in: lifetime, scope } = Object(await response.json());
  if (!response.ok) throw new Error(`the new credentials do not work: HTTP ${response.status}`);
  indented([
    `POST ${outputs['token-url']} ${green(`HTTP ${response.status}`)}`,
    `a token for ${scope}, valid ${lifetime} s`,
  ]);
}

async function deleteClient(tenant: Tenant, id: string): Promise<void> {
  const url = `${tenant.origin}/beta/oauth-clients/${id}`;
  const response = await fetch(url, { method: 'DELETE', headers: { authorization: `Bearer ${tenant.issueToken()}` } });
  if (tenant.clients.size > 0) throw new Error(`the client is still there: HTTP ${response.status}`);
  indented([`DELETE ${new URL(url).pathname} ${green(`HTTP ${response.status}`)}`, 'The tenant is empty again.']);
}

async function demo(tenant: Tenant): Promise<string> {
  const job = await startJob({ secrets: [tenant.pat.clientSecret] });
  try {
    console.log(dim(`A simulated tenant listens at ${tenant.origin}. Nothing leaves this machine.`));
    heading('The step, with the example of the vendor as input');
    indented(stepAsYaml(REFERENCE_INPUTS));

    const { clientId, clientSecret } = tenant.pat;
    const connection = { 'base-url': tenant.origin, 'pat-client-id': clientId, 'pat-client-secret': clientSecret };
    const { main, post } = await runStep({ job, with: { ...REFERENCE_INPUTS, ...connection } });
    const sent = `${tenant.requests.length} requests over ${tenant.connections} connection`;
    heading('Its log');
    showLog(main);
    if (main.failed) throw new Error(`the step failed with exit code ${main.exitCode}`);
    heading('Its outputs');
    showOutputs(main);
    heading('Its job summary');
    showSummary(main);

    heading('The credentials at work');
    await signIn(main);
    heading('The end of the job');
    const end = await post();
    if (end.failed) throw new Error(`the post step failed: ${end.log}`);
    await deleteClient(tenant, main.outputs['client-id'] ?? '');
    return `${sent} in ${Math.round(main.durationMs)} ms; the client was created, used and deleted.`;
  } finally {
    await job.close();
  }
}

const tenant = await startTenant();
try {
  console.log(`\n${green(await demo(tenant))}`);
} catch (error) {
  console.error(`\n${red(`The demo failed: ${error instanceof Error ? error.message : String(error)}`)}`);
  process.exitCode = 1;
} finally {
  await tenant.close();
}
