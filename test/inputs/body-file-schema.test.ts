import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { bodyFileSchema } from '../../build/body-file-schema.ts';
import { readCreateSettings } from '../../src/inputs/create-inputs.ts';
import { FIELDS } from '../../src/tenant/fields.ts';
import { PAGES, yamlIn } from '../helpers/documents.ts';
import { environmentOf } from '../helpers/input-environment.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { REFERENCE_REQUEST } from '../helpers/reference.ts';

const ajv = new Ajv({ allowUnionTypes: true });
formats.default(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync('body-file.schema.json', 'utf8')));

test('the schema in the repository is generated from the rows of the fields', () => {
  expect(JSON.parse(readFileSync('body-file.schema.json', 'utf8')), 'node build/body-file-schema.ts').toEqual(
    JSON.parse(JSON.stringify(bodyFileSchema())),
  );
});

test("the body files of the documents and the reference's example are valid", () => {
  const files = PAGES.flatMap(yamlIn).filter(text => text.includes('grantTypes:'));
  expect(files.length).toBeGreaterThan(1);
  for (const body of [...files.map(text => load(text)), REFERENCE_REQUEST]) {
    expect(isValid(body), JSON.stringify([body, isValid.errors])).toBe(true);
  }
});

/** The problems that an editor shows before a workflow runs. */
const value = fc.oneof(
  fc.constantFrom(null, '', 'x', 'https://x.example/cb', 'https://x.example/#top', 'http://localhost:67890', 'a:b'),
  fc.constantFrom(0, 1, 750, 2_147_483_648, 1.5, true, 'PUBLIC', 'ONLINE', 'CLIENT_CREDENTIALS', 'idn:accounts:'),
);
const field = fc.constantFrom(...FIELDS.map(({ name }) => name), '$schema', 'scopes', 'id');
const body = fc.dictionary(field, fc.oneof(value, fc.array(value, { maxLength: 2 })), { maxKeys: 3 });

test('the action accepts what the schema accepts, and refuses what the schema refuses', async () => {
  const workspace = await mkdtemp(join(tmpdir(), 'schema-'));
  const seen = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(body, async fields => {
      // The schema does not say that one field needs another.
      const redirectUris = ['https://x.example/cb'];
      const all = { name: 'x', scope: ['a:b'], redirectUris, ...fields };
      await writeFile(join(workspace, 'client.json'), JSON.stringify(all));
      const env = environmentOf({ 'body-file': 'client.json', 'dry-run': 'true' }, { GITHUB_WORKSPACE: workspace });
      const isTaken = await readCreateSettings(env, memoryReport()).then(
        () => true,
        () => false,
      );
      expect(isTaken, JSON.stringify([all, isValid(all), isValid.errors])).toBe(isValid(all));
      seen.add(isTaken);
    }),
    { numRuns: 500 },
  );
  expect(seen.size).toBe(2);
  await rm(workspace, { recursive: true });
});
