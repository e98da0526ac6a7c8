import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorsOf, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const MARK = '[ephemeral repository=octo-org/octo-repo run=1 id=0123456789abcdef0123456789abcdef]';

test.each([
  MARK,
  `Fix the build ${MARK}`,
  `${MARK.toUpperCase()} x`,
  MARK.replace('[', '&#91;'),
  '[ephemeral  x',
  '[ ephemeral x]',
])('a given description that contains a marker (%s) is an error, because prune would trust it', async description => {
  await using s = await inThisProcess();
  const { main } = await s.create({ description });
  expect(errorsOf(main)).toContain('- description: contains the marker of an ephemeral client');
  expect(s.tenant.requests).toEqual([]);
});

test('a marker in the description of the body file is an error', async () => {
  await using s = await scenario();
  await writeFile(join(s.job.workspace, 'client.json'), JSON.stringify({ description: MARK }));
  const { main } = await s.create({ 'body-file': 'client.json' });
  expect(errorsOf(main)).toContain('- description (body-file): contains the marker');
});

test.each(['ephemeral', 'an [x] ephemeral thing', '[ephemerality]'])(
  '%s is an ordinary description',
  async description => {
    await using s = await inThisProcess();
    const { main } = await s.create({ description });
    expect(main.failed, main.log).toBe(false);
  },
);
