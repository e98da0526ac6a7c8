/**
 * `node build/body-file-schema.ts` writes body-file.schema.json: the JSON Schema of a body file, for editors. It is made
 * from the rows of the fields, with the descriptions of their inputs. `npm run format` then.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { LONGEST_NAME, MAX_INTEGER, SCOPE } from '../src/tenant/client-request.ts';
import { FIELDS, type Row } from '../src/tenant/fields.ts';

const root = join(import.meta.dirname, '..');

/** A schema of draft 7, the one that editors know best. */
export function bodyFileSchema(): object {
  const { inputs } = load(readFileSync(join(root, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { description: string }>;
  };
  const fields = FIELDS.map((row: Row) => {
    const description = inputs[row.input]?.description.replace('body-file', 'the input name');
    return [row.name, { description, ...typeOf(row), ...(row.default !== undefined && { default: row.default }) }];
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Body file of idn-oauth-client',
    type: 'object',
    properties: { $schema: {}, ...Object.fromEntries(fields) },
    additionalProperties: false,
  };
}

function typeOf({ name, kind, values, nullable }: Row): object {
  const orNull = (type: string) => ({ type: nullable ? [type, 'null'] : type });
  switch (kind) {
    case 'text':
      return { ...orNull('string'), ...(name === 'name' && { maxLength: LONGEST_NAME, pattern: '\\S' }) };
    case 'uri':
      return { ...orNull('string'), format: 'uri' };
    case 'integer':
      return { ...orNull('integer'), minimum: 1, maximum: MAX_INTEGER };
    case 'boolean':
      return orNull('boolean');
    case 'choice':
      return { enum: values };
    case 'choices':
      return { ...orNull('array'), items: { enum: values } };
    case 'redirect URIs':
      return { ...orNull('array'), items: { type: 'string', format: 'uri', pattern: '^[^#]*$' } };
    case 'scopes':
      // Null is refused, though the API takes it: it would grant every right.
      return { type: 'array', items: { type: 'string', pattern: SCOPE.source } };
  }
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(root, 'body-file.schema.json'), `${JSON.stringify(bodyFileSchema(), undefined, 2)}\n`);
}
