import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { connectionTo, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

/** Texts that the runner would obey, or that its culture-aware comparison takes for commands. */
const COMMANDS = [
  '::set-output name=client-id::evil',
  '  ::set-output name=client-id::evil',
  '\u200b::set-output name=client-id::evil',
  ':\u200b:set-output name=client-id::evil',
  ':\t:set-output name=client-id::evil',
  '\u00ad:\u2060:set-output name=client-id::evil',
  '##[set-output name=client-id;]evil',
  '#\u200b#[set-output name=client-id;]evil',
  '#\t#[set-output name=client-id;]evil',
  '\u0001::stop-commands::evil-token',
  'x\n::set-output name=client-id::evil',
  'x\r::set-output name=client-id::evil',
  'x\u2028::set-output name=client-id::evil',
];

test.each(COMMANDS)('%j in a name, an id or a message is not a command', async text => {
  const start = COMMANDS.indexOf(text) < 2 ? scenario : inThisProcess;
  await using s = await start({ habits: { show: client => ({ ...client, name: text, description: text }) } });
  s.tenant.addClient({ name: text, id: text, created: '2020-01-01T00:00:00Z' });
  const body = { messages: [{ locale: 'en', text }], trackingId: text };
  s.tenant.fault({ on: 'delete', do: respond(403, { body }), times: 9 });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'timeout-seconds': '8' }, { action: 'prune' });
  const created = await s.create();
  for (const run of [main, created.main]) {
    expect(run.stdout.replaceAll(/^::(add-mask|debug|notice|warning|error)::.*$/gm, '')).not.toMatch(/^\s*::/m);
    expect(run.annotations.map(({ message }) => message).join()).not.toMatch(/deprecated|Unable to process command/);
  }
  expect(main.outputs['client-id']).toBeUndefined();
  expect(created.main.outputs['client-id']).not.toBe('evil');
  expect(created.main.outputs['client-secret']).toBeTruthy();
});

test('an id with line breaks is shown on one line, and a long one is cut', async () => {
  await using s = await inThisProcess();
  const fake = 'Deleted the client 0123456789abcdef0123456789abcdef.';
  s.tenant.addClient({ name: 'Odd', id: `a\n${fake}`, created: '2020-01-01T00:00:00Z' });
  s.tenant.addClient({ name: 'Odd', id: 'b'.repeat(500), created: '2020-01-01T00:00:00Z' });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'Odd' }, { action: 'prune' });
  const lines = main.log.split('\n');
  expect(lines.filter(line => line.startsWith('Deleted the client'))).toHaveLength(2);
  expect(lines).not.toContain(fake);
  expect(lines).toContain(`Deleted the client a ${fake}.`);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(300);
});
