import type { ClientFields } from './clients.ts';
import description from './openapi/oauth-clients.beta.openapi.json' with { type: 'json' };
import type { Message } from './responses.ts';

/** Three fields are nullable in the request, but not in any response. */
export type CreateBody = Partial<Omit<ClientFields, 'name' | 'grantTypes' | 'scope'>> & {
  name: string | null;
  grantTypes: string[] | null;
  scope?: string[] | null;
};

/** What the description says about a value. */
interface Schema {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly (string | null)[];
  readonly items?: Schema;
  readonly $ref?: string;
}

interface Shape {
  fits(value: unknown): boolean;
  expected: Message;
}

const { schemas } = description.components;
const { required } = schemas.CreateOAuthClientRequest;
const requestShapes = shapesOf(schemas.CreateOAuthClientRequest.properties);
const clientShapes = shapesOf(schemas.GetOAuthClientResponse.properties);
const { description: patchText } = description.paths['/oauth-clients/{id}'].patch.requestBody;

/** The description lists them in prose. It also lists `tenant`, which is not a field of a client. */
export const patchable: readonly string[] = [...patchText.matchAll(/^\* (\w+)$/gm)]
  .map(([, name = '']) => name)
  .filter(name => clientShapes.has(name));

function shapesOf(properties: Readonly<Record<string, Schema>>): ReadonlyMap<string, Shape> {
  return new Map(Object.entries(properties).map(([name, schema]) => [name, shapeOf(schema)]));
}

function shapeOf(schema: Schema): Shape {
  const bare = bareShapeOf(schema);
  if (!schema.nullable) return bare;
  return {
    fits: value => value === null || bare.fits(value),
    expected: { de: `${bare.expected.de} oder null`, en: `${bare.expected.en} or null` },
  };
}

function bareShapeOf({ type, enum: names, items, $ref }: Schema): Shape {
  if ($ref !== undefined) {
    const named: ReadonlyMap<string, Schema> = new Map(Object.entries(schemas));
    return bareShapeOf(named.get($ref.split('/').at(-1) ?? '') ?? {});
  }
  if (names) {
    const list = names.join(', ');
    return {
      fits: value => typeof value === 'string' && names.includes(value),
      expected: { de: `eines von ${list}`, en: `one of ${list}` },
    };
  }
  if (items) {
    const item = shapeOf(items);
    return {
      fits: value => Array.isArray(value) && value.every(item.fits),
      expected: { de: `eine Liste, je Eintrag ${item.expected.de}`, en: `a list, each item ${item.expected.en}` },
    };
  }
  switch (type) {
    case 'boolean':
      return { fits: value => typeof value === 'boolean', expected: { de: 'true oder false', en: 'true or false' } };
    case 'integer':
      return {
        // The description says only int32; zero and negative seconds are refused as well.
        fits: value => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 2 ** 31 - 1,
        expected: { de: 'eine ganze Zahl von 1 bis 2147483647', en: 'an integer from 1 to 2147483647' },
      };
    case 'string':
      return { fits: value => typeof value === 'string', expected: { de: 'eine Zeichenkette', en: 'a string' } };
    default:
      throw new Error(`the description has an unexpected type: ${type}`);
  }
}

/** Stricter than SailPoint may be: what passes here should pass anywhere. Adds what it finds to `problems`. */
export function isCreateBody(body: unknown, problems: Message[]): body is CreateBody {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    problems.push({ de: 'Der Inhalt ist kein JSON-Objekt.', en: 'The body is not a JSON object.' });
    return false;
  }
  for (const field of required) {
    if (!Object.hasOwn(body, field)) {
      problems.push({ de: `Das Feld "${field}" fehlt.`, en: `The field "${field}" is missing.` });
    }
  }
  return fit(body, requestShapes, body, problems);
}

/** Whether a client that becomes `whole` may have these `changes`. Adds what it finds to `problems`. */
export function isPatch(changes: object, whole: object, problems: Message[]): changes is Partial<ClientFields> {
  return fit(changes, clientShapes, whole, problems);
}

/** Why a value is wrong for a field of a client. */
export function objectionTo(field: string, value: unknown): Message | undefined {
  return objectionOf(clientShapes, field, value);
}

function objectionOf(shapes: ReadonlyMap<string, Shape>, field: string, value: unknown): Message | undefined {
  const shape = shapes.get(field);
  if (!shape) return { de: `Das Feld "${field}" ist unbekannt.`, en: `The field "${field}" is unknown.` };
  if (shape.fits(value)) return undefined;
  const { de, en } = shape.expected;
  return { de: `Das Feld "${field}" muss sein: ${de}.`, en: `The field "${field}" must be ${en}.` };
}

function fit(fields: object, shapes: ReadonlyMap<string, Shape>, whole: object, problems: Message[]): boolean {
  for (const [field, value] of Object.entries(fields)) {
    const objection = objectionOf(shapes, field, value);
    if (objection) problems.push(objection);
  }
  const concerned = 'grantTypes' in fields || 'redirectUris' in fields;
  const { grantTypes, redirectUris }: { grantTypes?: unknown; redirectUris?: unknown } = whole;
  if (concerned && includes(grantTypes, 'AUTHORIZATION_CODE') && !hasItems(redirectUris)) {
    problems.push({
      de: 'Das Feld "redirectUris" muss mindestens einen Eintrag haben, wenn "grantTypes" AUTHORIZATION_CODE enthält.',
      en: 'The field "redirectUris" must have an item when "grantTypes" includes AUTHORIZATION_CODE.',
    });
  }
  return problems.length === 0;
}

const includes = (list: unknown, item: string): boolean => Array.isArray(list) && list.includes(item);
const hasItems = (list: unknown): boolean => Array.isArray(list) && list.length > 0;
