/** Shows the action at work: a whole job with a simulated tenant, and then a step with wrong inputs. */
import type { ProgramRun } from '../test/runner/runner.ts';
import { INPUTS, MISTYPED, playJob, playMistake } from './job.ts';
import { rowsOf } from './summary.ts';

const colours = process.stdout.isTTY && !process.env['NO_COLOR'];
const paint = (code: number) => (text: string) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text);
const [bold, dim, red, green, yellow, cyan] = [paint(1), paint(2), paint(31), paint(32), paint(33), paint(36)];
const plain = (text: string): string => text;

function heading(text: string): void {
  console.log(`\n${bold(text)}`);
}

function showStep(inputs: Readonly<Record<string, string>>): void {
  const lines = [
    '- uses: org/idn-oauth-client@v1',
    '  id: client',
    '  with:',
    '    tenant: acme',
    '    pat-client-id: ${{ vars.SAIL_CLIENT_ID }}',
    '    pat-client-secret: ${{ secrets.SAIL_CLIENT_SECRET }}',
    ...Object.entries(inputs).map(([name, value]) => `    ${name}: ${value}`),
  ];
  for (const line of lines) console.log(`  ${line}`);
}

function showLog({ log }: ProgramRun): void {
  for (const line of log.split('\n').filter(text => text !== '')) {
    const colour = line.startsWith('Error:') ? red : line.startsWith('Warning:') ? yellow : plain;
    console.log(`  ${colour(line)}`);
  }
}

function showOutputs({ outputs }: ProgramRun): void {
  for (const [name, value] of Object.entries(outputs)) {
    if (value === '') continue;
    const isSecret = name === 'client-secret' || name === 'access-token';
    const shown = isSecret ? `*** (${value.length} characters, masked)` : value;
    console.log(`  ${cyan(name.padEnd(24))}${shown.length > 90 ? `${shown.slice(0, 89)}…` : shown}`);
  }
}

function showSummary({ summary }: ProgramRun): void {
  const { title, rows } = rowsOf(summary);
  console.log(`  ${title}`);
  for (const [name, value] of rows) console.log(`  ${cyan(name.padEnd(14))}${value}`);
}

async function demo(): Promise<void> {
  const { origin, main, post } = await playJob();
  console.log(dim(`A simulated tenant at ${origin} replaces "acme". Nothing leaves this machine.`));
  heading('The step in the workflow');
  showStep(INPUTS);
  heading('Its log');
  showLog(main);
  heading('Its outputs, for later steps');
  showOutputs(main);
  heading('Its job summary');
  showSummary(main);
  heading('A later step calls the API with the access token');
  console.log(`  It can do so until ${main.outputs['access-token-expires-at']}.`);
  heading('The end of the job: the post step of the action');
  showLog(post);
  console.log(green('  No client is left in the tenant.'));

  const mistake = await playMistake();
  heading('The same step with two mistakes');
  showStep(MISTYPED);
  heading('Its log');
  showLog(mistake);
  console.log(green('  The tenant received no request.'));
}

try {
  await demo();
} catch (error) {
  console.error(`\n${red(`The demo failed: ${error instanceof Error ? error.message : String(error)}`)}`);
  process.exitCode = 1;
}
