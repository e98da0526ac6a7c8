import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { missingCommandFiles } from '../../src/runner/report.ts';
import { errorsOf, scenario, warningsOf } from '../helpers/scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'runner-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pipe = join(folder, 'pipe');
const onLinux = process.platform === 'linux';
if (onLinux) execFileSync('mkfifo', [pipe]);

test.skipIf(!onLinux).for(['GITHUB_OUTPUT', 'GITHUB_STATE'])(
  '%s is refused at the start if it is a pipe, which could block the step forever',
  async (name, { expect }) => {
    await using s = await scenario();
    const { main } = await s.create({}, { env: { [name]: pipe } });
    expect(main.exitCode).toBe(1);
    expect(errorsOf(main)).toContain(`- ${name}: ${pipe} is not a regular file`);
    expect(s.tenant.requests).toEqual([]);
  },
);

test.skipIf(!onLinux).for([pipe, '/dev/full', tmpdir()])(
  'a summary in %s is skipped with a warning',
  async (GITHUB_STEP_SUMMARY, { expect }) => {
    await using s = await scenario();
    const { main } = await s.create({}, { env: { GITHUB_STEP_SUMMARY } });
    expect(main.exitCode, main.log).toBe(0);
    expect(main.outputs['client-secret']).toMatch(/./);
    const why = `The job summary could not be written: ${GITHUB_STEP_SUMMARY} is not a regular file`;
    expect(warningsOf(main)).toBe(why);
  },
);

test('a runner without a summary gets no warning', async () => {
  await using s = await scenario();
  const { main } = await s.create({}, { env: { GITHUB_STEP_SUMMARY: '' } });
  expect(main.exitCode).toBe(0);
  expect(main.annotations).toEqual([]);
});

test('a device is not a regular file', () => {
  expect(missingCommandFiles(['GITHUB_OUTPUT'], { GITHUB_OUTPUT: '/dev/null' })).toEqual(
    onLinux ? ['GITHUB_OUTPUT: /dev/null is not a regular file'] : expect.anything(),
  );
});

test.skipIf(!onLinux)(
  'the error for a file that the user of a container may not write has path, EACCES and user',
  () => {
    const file = join(folder, 'set_output');
    writeFileSync(file, '', { mode: 0o444 });
    chmodSync(folder, 0o755);
    const report = JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src/runner/report.ts')));
    // Nothing is forbidden to root, so the program becomes another user. It does so after its imports, because that user
    // may be unable to read this checkout.
    const uid = process.getuid?.() === 0 ? 65534 : process.getuid?.();
    const program = `import { missingCommandFiles } from ${report};
    if (process.getuid() === 0) process.setuid(${uid});
    console.log(missingCommandFiles(['GITHUB_OUTPUT'], process.env).join());`;
    const args = ['--input-type=module', '--eval', program];
    const printed = execFileSync(process.execPath, args, { env: { GITHUB_OUTPUT: file }, encoding: 'utf8' });
    expect(printed.trim()).toBe(`GITHUB_OUTPUT: EACCES: permission denied, access '${file}' (user ${uid})`);
  },
);
