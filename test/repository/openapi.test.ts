import { expect, test } from 'vitest';
import { type ClientRequest, FIELDS, type FieldName } from '../../src/tenant/fields.ts';
import beta from '../tenant/openapi/oauth-clients.beta.openapi.json' with { type: 'json' };
import v1 from '../tenant/openapi/oauth-clients.v1.openapi.json' with { type: 'json' };

type Schema = typeof beta.components.schemas.CreateOAuthClientRequest;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

/** Checked at compile time: our field names are exactly SailPoint's. */
const sameNames: Same<FieldName, keyof Schema['properties']> = true;

/** Checked at compile time: our lists are SailPoint's lists. */
type ListNames<P> = { [N in keyof P]: P[N] extends { items: unknown } ? N : never }[keyof P];
type OurListNames = {
  [N in FieldName]: NonNullable<ClientRequest[N]> extends readonly string[] ? N : never;
}[FieldName];
const sameLists: Same<OurListNames, ListNames<Schema['properties']>> = true;

const KINDS: Readonly<Record<(typeof FIELDS)[number]['kind'], string>> = {
  text: 'string',
  uri: 'string',
  integer: 'integer',
  boolean: 'boolean',
  choice: 'string',
  choices: 'array',
  'redirect URIs': 'array',
  scopes: 'array',
};

interface Property {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly (string | null)[];
  readonly items?: Property;
  readonly $ref?: string;
}

test.each([
  [
    'beta',
    beta.components.schemas,
    beta.components.schemas.CreateOAuthClientRequest,
    beta.paths['/oauth-clients/{id}'],
  ],
  ['v1', v1.components.schemas, v1.components.schemas.createoauthclientrequest, v1.paths['/oauth-clients/v1/{id}']],
])(
  'each field agrees with the description of %s: name, type, null, required, values, patchable',
  (_, schemas, request, one) => {
    const resolve = (property: Property): Property =>
      property.$ref === undefined
        ? property
        : (new Map<string, Property>(Object.entries(schemas)).get(property.$ref.split('/').at(-1) ?? '') ?? {});
    const properties = new Map<string, Property>(Object.entries(request.properties));

    // The description lists these values in prose.
    const patchable = one.patch.requestBody.description.split('\n');
    expect([sameNames, sameLists, properties.size]).toEqual([true, true, FIELDS.length]);
    for (const field of FIELDS) {
      const property = properties.get(field.name) ?? {};
      const { type, enum: values } = resolve(property);
      expect(type, field.name).toBe(KINDS[field.kind]);
      expect(property.nullable ?? false, field.name).toBe(field.nullable);
      expect(request.required.includes(field.name), field.name).toBe(field.required);
      expect(patchable.includes(`* ${field.name}`), field.name).toBe(field.patchable);
      const known = values ?? resolve(property.items ?? {}).enum;
      expect('values' in field ? [...field.values].toSorted() : undefined, field.name).toEqual(
        known && [...known].toSorted(),
      );
    }
  },
);
