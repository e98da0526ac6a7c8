import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messageOf } from '../../src/errors.ts';
import { readBodyFile } from '../../src/inputs/body-file.ts';
import { readCreateSettings } from '../../src/inputs/create-inputs.ts';
import { readPruneSettings } from '../../src/inputs/prune-inputs.ts';
import { parseYaml } from '../../src/inputs/yaml.ts';
import { environmentOf } from '../helpers/input-environment.ts';
import { memoryReport } from '../helpers/memory-report.ts';

const CREDENTIALS = { 'pat-client-id': 'id', 'pat-client-secret': 'secret' };
const create = (inputs: Readonly<Record<string, string>>) =>
  readCreateSettings(environmentOf({ tenant: 'acme', name: 'x', ...CREDENTIALS, ...inputs }), memoryReport());
const prune = (inputs: Readonly<Record<string, string>>) =>
  readPruneSettings(environmentOf({ tenant: 'acme', name: '*', ...CREDENTIALS, ...inputs }), memoryReport());

test.each([
  ['name', 'x'.repeat(1000), 'x'.repeat(1001), 'has 1001 characters; at most 1,000 are allowed'],
  ['tenant', 'a'.repeat(63), 'a'.repeat(64), 'is not a tenant name'],
  ['tenant', 'a', '', 'is missing'],
  ['tenant', 'a-1', 'a-', 'is not a tenant name'],
  ['access-token-validity-seconds', '2147483647', '2147483648', 'must be a whole number from 1 to 2147483647'],
  ['refresh-token-validity-seconds', '1', '0', 'must be a whole number from 1 to 2147483647'],
  ['timeout-seconds', '2147483647', '2147483648', 'must be a whole number from 5 to 2147483647'],
  ['timeout-seconds', '5', '4', 'must be a whole number from 5 to 2147483647'],
  ['seal-key', 'a'.repeat(64), 'a'.repeat(63), 'is not 32 bytes'],
  ['seal-key', 'a'.repeat(43), 'a'.repeat(42), 'is not 32 bytes'],
  ['seal-key', `${'a'.repeat(43)}=`, `${'a'.repeat(43)}==`, 'is not 32 bytes'],
])(
  '%s: the last valid value is accepted, and the first invalid one is refused',
  async (input, right, wrong, problem) => {
    await expect(create({ [input]: right })).resolves.toMatchObject({ kind: 'create' });
    await expect(create({ [input]: wrong })).rejects.toThrow(
      `- ${input}: ${problem}`.replace(': is not a', `: "${wrong}" is not a`),
    );
  },
);

test('seconds are converted to milliseconds', async () => {
  await expect(create({ 'timeout-seconds': '5' })).resolves.toMatchObject({ timeout: 5000 });
  await expect(create({})).resolves.toMatchObject({ timeout: 120_000 });
  await expect(prune({ 'timeout-seconds': '5' })).resolves.toMatchObject({ timeout: 5000 });
  await expect(prune({})).resolves.toMatchObject({ timeout: 600_000 });
});

test('prune accepts keep 0 and a deadline of five seconds', async () => {
  await expect(prune({ keep: '0', 'timeout-seconds': '5' })).resolves.toMatchObject({ selectors: { keep: 0 } });
  await expect(prune({ keep: '-1' })).rejects.toThrow('- keep: must be a whole number from 0 to 2147483647');
  await expect(prune({ keep: '00' })).rejects.toThrow('- keep: must be a whole number from 0 to 2147483647');
  await expect(prune({ 'timeout-seconds': '4' })).rejects.toThrow('- timeout-seconds: must be a whole number from 5');
});

test('durations are read up to their limits', async () => {
  for (const [text, olderThan] of [
    ['45m', 2_700_000],
    ['12h', 43_200_000],
    ['30d', 2_592_000_000],
    ['2w', 1_209_600_000],
    ['999999m', 59_999_940_000],
  ] as const) {
    await expect(prune({ 'older-than': text })).resolves.toMatchObject({ selectors: { olderThan } });
  }
  for (const text of ['0d', '01d', '45mm', '1days', '1d2h', 'x1d', '1000000m', '1', 'd', '1D', '1.5d', '1 d', '-1d']) {
    await expect(prune({ 'older-than': text })).rejects.toThrow(`- older-than: "${text}" is not a duration`);
  }
  await expect(prune({ 'unused-for': '24h' })).resolves.toMatchObject({ selectors: { unusedFor: 86_400_000 } });
  await expect(prune({ 'unused-for': '1439m' })).rejects.toThrow('- unused-for: must be at least 1d');
});

test('a body file may be 64 kB', async () => {
  const workspace = await mkdtemp(join(tmpdir(), 'limits-'));
  const write = (length: number) => writeFile(join(workspace, 'a.yml'), `name: ${'x'.repeat(length - 6)}`);
  await write(65_536);
  await expect(readBodyFile('a.yml', { GITHUB_WORKSPACE: workspace }, 60_000)).resolves.toEqual({
    name: 'x'.repeat(65_530),
  });
  await write(65_537);
  await expect(readBodyFile('a.yml', { GITHUB_WORKSPACE: workspace }, 60_000)).rejects.toThrow(
    'is larger than 65536 bytes',
  );
  await rm(workspace, { recursive: true });
});

test('YAML may be nested nineteen levels deep, and aliases are refused', async () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  await expect(parseYaml(nested(19), 'text')).resolves.toEqual(JSON.parse(nested(19)));
  await expect(parseYaml(nested(20), 'text')).rejects.toThrow();
  const alias = await parseYaml('- &a x\n- *a', 'text').catch(messageOf);
  expect(alias).toMatch(/alias/);
  expect(alias).toMatch(/\(line 2, column \d\)$/);
});

test('values are typed only if requested', async () => {
  await expect(parseYaml('[1, true, null, x]', 'typed')).resolves.toEqual([1, true, null, 'x']);
  await expect(parseYaml('[1, true, null, x]', 'text')).resolves.toEqual(['1', 'true', 'null', 'x']);
});
