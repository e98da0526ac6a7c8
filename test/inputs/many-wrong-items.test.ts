import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectionTo, errorsOf, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const sixty = (item: (index: number) => string) => Array.from({ length: 60 }, (_, index) => item(index));
const padding = 'x'.repeat(60);

test('with sixty wrong items in each list, the first annotation names every input', async () => {
  await using s = await scenario();
  const { main } = await s.create({
    'redirect-uris': sixty(index => `nowhere-${index}-${padding}`).join('\n'),
    'grant-types': sixty(index => `GRANT_${index}_${padding}`).join('\n'),
    scope: sixty(index => `"scope-${index}-${padding}`).join('\n'),
    'claims-supported': 'perhaps',
    'timeout-seconds': 'soon',
  });
  const [first] = main.annotations.filter(({ level }) => level === 'error');
  for (const input of ['redirect-uris', 'grant-types', 'scope', 'claims-supported', 'timeout-seconds']) {
    expect(first?.message).toContain(`\n- ${input}: `);
  }
  expect(s.tenant.requests).toEqual([]);
});

test('with sixty unknown keys in the body file, the first annotation still names the other inputs', async () => {
  await using s = await inThisProcess();
  const keys = sixty(index => `key${index}${padding}: 1`).join('\n');
  await writeFile(join(s.job.workspace, 'client.yml'), `${keys}\nenabled: 7\n`);
  const { main } = await s.create({ 'body-file': 'client.yml', internal: 'perhaps' });
  const [first] = main.annotations.filter(({ level }) => level === 'error');
  for (const subject of ['body-file', 'enabled (body-file)', 'internal']) expect(first?.message).toContain(subject);
});

test('with sixty wrong ids for prune, the first annotation still names the other inputs', async () => {
  await using s = await inThisProcess();
  const inputs = { ...connectionTo(s.tenant), 'client-id': sixty(index => `a/${index}/${padding}`).join('\n') };
  const { main } = await s.step({ ...inputs, 'older-than': 'a while', keep: 'some' }, { action: 'prune' });
  const [first] = main.annotations.filter(({ level }) => level === 'error');
  for (const input of ['client-id', 'older-than', 'keep']) expect(first?.message).toContain(`\n- ${input}: `);
  expect(errorsOf(main)).toContain('a/0/');
});
