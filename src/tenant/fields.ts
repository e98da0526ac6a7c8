/** The type of a field's value in JSON, by its kind. `V` is what a choice can be. */
interface JsonTypes<V> {
  readonly text: string;
  readonly uri: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly choice: V;
  readonly choices: readonly V[];
  readonly 'redirect URIs': readonly string[];
  readonly scopes: readonly string[];
}

/** What is known of a field. */
export interface Row {
  /** The API's name of the field. */
  readonly name: string;
  /** The input's name. */
  readonly input: string;
  readonly kind: keyof JsonTypes<string>;
  /** What a choice can be. */
  readonly values?: readonly string[];
  /** Whether the API wants it in every request. */
  readonly required: boolean;
  /** Whether the API takes null for it. */
  readonly nullable: boolean;
  /** Whether the API changes it in an existing client. Source: the request body of patchOauthClient. */
  readonly patchable: boolean;
  /** What is sent when neither input nor body file gives it. `name` must be given; `description` is made from the run. */
  readonly default?: string | number | boolean | readonly string[];
  /** Whether it decides what the client may do, or whether it can be used: more than requested is never handed out. */
  readonly right?: boolean;
  /** Whether the client could do more if the field was lost because its input is mistyped. */
  readonly limits?: boolean;
}

/**
 * The fields of the request (SailPoint's API description, schema CreateOAuthClientRequest). All that fields
 * have in common is here: parsing, the body, the checks and the tests of action.yml and README come from these rows.
 */
// biome-ignore format: a field is a row
export const FIELDS = [
  { name: 'businessName', input: 'business-name', kind: 'text', required: false, nullable: true, patchable: true },
  { name: 'homepageUrl', input: 'homepage-url', kind: 'uri', required: false, nullable: true, patchable: true },
  { name: 'name', input: 'name', kind: 'text', required: true, nullable: true, patchable: true },
  { name: 'description', input: 'description', kind: 'text', required: true, nullable: true, patchable: true },
  { name: 'accessTokenValiditySeconds', input: 'access-token-validity-seconds', kind: 'integer',
    required: true, nullable: false, patchable: true, default: 750, limits: true },
  { name: 'refreshTokenValiditySeconds', input: 'refresh-token-validity-seconds', kind: 'integer',
    required: false, nullable: false, patchable: true, limits: true },
  { name: 'redirectUris', input: 'redirect-uris', kind: 'redirect URIs',
    required: false, nullable: true, patchable: true },
  { name: 'grantTypes', input: 'grant-types', kind: 'choices', values: ['CLIENT_CREDENTIALS', 'AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
    required: true, nullable: true, patchable: true, default: ['CLIENT_CREDENTIALS'], right: true, limits: true },
  { name: 'accessType', input: 'access-type', kind: 'choice', values: ['ONLINE', 'OFFLINE'],
    required: true, nullable: false, patchable: true, default: 'OFFLINE', limits: true },
  { name: 'type', input: 'type', kind: 'choice', values: ['CONFIDENTIAL', 'PUBLIC'],
    required: false, nullable: false, patchable: false, right: true },
  { name: 'internal', input: 'internal', kind: 'boolean', required: false, nullable: false, patchable: false },
  { name: 'enabled', input: 'enabled', kind: 'boolean',
    required: true, nullable: false, patchable: true, default: true, right: true, limits: true },
  { name: 'strongAuthSupported', input: 'strong-auth-supported', kind: 'boolean',
    required: false, nullable: false, patchable: true },
  { name: 'claimsSupported', input: 'claims-supported', kind: 'boolean',
    required: false, nullable: false, patchable: true },
  { name: 'scope', input: 'scope', kind: 'scopes',
    required: false, nullable: true, patchable: false, right: true, limits: true },
] as const satisfies readonly Row[];

export type Field = (typeof FIELDS)[number];
export type FieldName = Field['name'];
/** Values by the API's names of the fields, not checked. */
export type Fields = Readonly<Record<string, unknown>>;
type ValuesOf<F extends Row> = F extends { readonly values: readonly (infer V)[] } ? V : never;
type JsonOf<F extends Row> = JsonTypes<ValuesOf<F>>[F['kind']] | (F['nullable'] extends true ? null : never);

/** The body of the create request, checked. */
export type ClientRequest = {
  readonly [F in Field as F['required'] extends true ? F['name'] : never]: JsonOf<F>;
} & {
  readonly [F in Field as F['required'] extends true ? never : F['name']]?: JsonOf<F>;
};

/** The input of a field. */
export const inputOf = (name: FieldName): string => FIELDS.find(field => field.name === name)?.input ?? name;
