// At the end of the job, the clients left in the tenant must be those that the workflow says.
const { env } = process;
const expected = env.INPUT_LEFT.split('\n')
  .map(name => name.trim())
  .filter(Boolean)
  .sort();
const clients = await (await fetch(`${env.STATE_origin}/-/clients`)).json();
const left = clients.map(({ name }) => name).sort();
process.kill(Number(env.STATE_pid));

if (JSON.stringify(left) === JSON.stringify(expected)) {
  console.log(`As expected, the tenant has ${JSON.stringify(left)}.`);
} else {
  console.log(`::error::The tenant has ${JSON.stringify(left)} at the end, not ${JSON.stringify(expected)}.`);
  process.exitCode = 1;
}
