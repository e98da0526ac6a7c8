import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { Operation } from './faults.ts';

type ApiOperation = Exclude<Operation, 'token'>;

const methods: Record<ApiOperation, string> = {
  create: 'post',
  list: 'get',
  get: 'get',
  patch: 'patch',
  delete: 'delete',
};

export function readJson(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`openapi/${name}`, import.meta.url), 'utf8'));
}

function at(value: unknown, ...keys: string[]): unknown {
  let found = value;
  for (const key of keys) found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  return found;
}

const pointer = (keys: string[]): string => keys.map(key => `/${key.replaceAll('/', '~1')}`).join('');

/** One of SailPoint's OpenAPI descriptions. `path`: the path of the collection. */
export class Description {
  readonly #document: Record<string, unknown>;
  readonly #path: string;
  readonly #ajv = new Ajv({ strict: false, allErrors: true });

  constructor(name: string, path: string) {
    this.#document = readJson(name);
    this.#path = path;
    formats.default(this.#ajv, ['int32', 'date-time']);
    this.#ajv.addSchema(this.#document, 'description');
  }

  /** Why a response does not fit the description; '' if it does. */
  objectionsToResponse(operation: ApiOperation, status: number, body: string): string {
    let keys = [...this.#operation(operation), 'responses', String(status)];
    const response = at(this.#document, ...keys);
    if (response === undefined) return `${operation} has no response ${status}`;
    const reference = at(response, '$ref');
    if (typeof reference === 'string') keys = reference.split('/').slice(1);
    if (at(this.#document, ...keys, 'content') === undefined) return body === '' ? '' : 'has a body';
    return this.#objections([...keys, 'content', 'application/json', 'schema'], body);
  }

  objectionsToCreateBody(body: string): string {
    return this.#objections(this.#requestKeys(), body);
  }

  objectionsToPatchBody(body: string): string {
    const keys = [...this.#operation('patch'), 'requestBody', 'content', 'application/json-patch+json', 'schema'];
    return this.#objections(keys, body);
  }

  createFields(): string[] {
    return this.#properties(this.#requestKeys());
  }

  responseFields(operation: 'create' | 'get'): string[] {
    const keys = [...this.#operation(operation), 'responses', '200', 'content', 'application/json', 'schema'];
    return this.#properties(keys);
  }

  #operation(operation: ApiOperation): string[] {
    const single = operation !== 'create' && operation !== 'list';
    return ['paths', single ? `${this.#path}/{id}` : this.#path, methods[operation]];
  }

  #requestKeys(): string[] {
    return [...this.#operation('create'), 'requestBody', 'content', 'application/json', 'schema'];
  }

  #properties(keys: string[]): string[] {
    const reference = at(this.#document, ...keys, '$ref');
    if (typeof reference !== 'string') throw new Error(`no schema at ${pointer(keys)}`);
    return Object.keys(at(this.#document, ...reference.split('/').slice(1), 'properties') ?? {});
  }

  #objections(keys: string[], body: string): string {
    const $ref = `description#${pointer(keys)}`;
    const validate = this.#ajv.getSchema($ref) ?? this.#ajv.compile({ $ref });
    return validate(JSON.parse(body)) ? '' : this.#ajv.errorsText(validate.errors);
  }
}
