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
  /** Whether the API changes it in a client that exists. Source: the request body of patchOauthClient. */
  readonly patchable: boolean;
  /** What is sent when neither input nor body file gives it. `name` has none, `description` is made from the run. */
  readonly default?: string | number | boolean | readonly string[];
  /** Whether it decides what the client may do, or whether it can be used: more than requested is never handed out. */
  readonly right?: boolean;
  /** As of an input's row. */
  readonly limits?: boolean;
  /** As in action.yml. */
  readonly description: string;
}

/**
 * The 15 fields of the request. Everything about a field stands here: parsing, the body, the checks and the tests of
 * action.yml and README come from these rows.
 * Source: the vendor's API description, schema CreateOAuthClientRequest.
 */
export const FIELDS = [
  {
    name: 'businessName',
    input: 'business-name',
    kind: 'text',
    required: false,
    nullable: true,
    patchable: true,
    description: 'The name of the business that the client belongs to.',
  },
  {
    name: 'homepageUrl',
    input: 'homepage-url',
    kind: 'uri',
    required: false,
    nullable: true,
    patchable: true,
    description: "The home page of the client's owner, an absolute URI.",
  },
  {
    name: 'name',
    input: 'name',
    kind: 'text',
    required: true,
    nullable: true,
    patchable: true,
    description: 'A name that people recognize the client by. Required, here or in body-file.',
  },
  {
    name: 'description',
    input: 'description',
    kind: 'text',
    required: true,
    nullable: true,
    patchable: true,
    description:
      'What the client is for. Default: a line that names the repository, the workflow and the URL of the run.',
  },
  {
    name: 'accessTokenValiditySeconds',
    input: 'access-token-validity-seconds',
    limits: true,
    kind: 'integer',
    required: true,
    nullable: false,
    patchable: true,
    default: 750,
    description: 'How many seconds an access token of the client is valid. Default: 750.',
  },
  {
    name: 'refreshTokenValiditySeconds',
    input: 'refresh-token-validity-seconds',
    limits: true,
    kind: 'integer',
    required: false,
    nullable: false,
    patchable: true,
    description: 'How many seconds a refresh token of the client is valid.',
  },
  {
    name: 'redirectUris',
    input: 'redirect-uris',
    kind: 'redirect URIs',
    required: false,
    nullable: true,
    patchable: true,
    description:
      'The redirect URIs of the authorization code flow, a list; AUTHORIZATION_CODE needs at least one. Absolute, without a fragment.',
  },
  {
    name: 'grantTypes',
    input: 'grant-types',
    right: true,
    limits: true,
    kind: 'choices',
    values: ['CLIENT_CREDENTIALS', 'AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
    required: true,
    nullable: true,
    patchable: true,
    default: ['CLIENT_CREDENTIALS'],
    description:
      'The grant types of the client, a list of CLIENT_CREDENTIALS, AUTHORIZATION_CODE, REFRESH_TOKEN. Default: CLIENT_CREDENTIALS.',
  },
  {
    name: 'accessType',
    input: 'access-type',
    limits: true,
    kind: 'choice',
    values: ['ONLINE', 'OFFLINE'],
    required: true,
    nullable: false,
    patchable: true,
    default: 'OFFLINE',
    description: 'ONLINE or OFFLINE. Default: OFFLINE.',
  },
  {
    name: 'type',
    input: 'type',
    right: true,
    kind: 'choice',
    values: ['CONFIDENTIAL', 'PUBLIC'],
    required: false,
    nullable: false,
    patchable: false,
    description: 'CONFIDENTIAL or PUBLIC; the tenant takes CONFIDENTIAL when it is not given.',
  },
  {
    name: 'internal',
    input: 'internal',
    kind: 'boolean',
    required: false,
    nullable: false,
    patchable: false,
    description: 'Whether the client may be used for requests within the product: true or false.',
  },
  {
    name: 'enabled',
    input: 'enabled',
    right: true,
    limits: true,
    kind: 'boolean',
    required: true,
    nullable: false,
    patchable: true,
    default: true,
    description: 'Whether the client can be used: true or false. Default: true.',
  },
  {
    name: 'strongAuthSupported',
    input: 'strong-auth-supported',
    kind: 'boolean',
    required: false,
    nullable: false,
    patchable: true,
    description: 'Whether the client supports strong authentication: true or false.',
  },
  {
    name: 'claimsSupported',
    input: 'claims-supported',
    kind: 'boolean',
    required: false,
    nullable: false,
    patchable: true,
    description: 'Whether the client supports SAML claims in the authorization code flow: true or false.',
  },
  {
    name: 'scope',
    input: 'scope',
    right: true,
    limits: true,
    kind: 'scopes',
    required: false,
    nullable: true,
    patchable: false,
    description:
      'The scopes of the client, a list. Without it the tenant grants sp:scopes:all: every right of the owner of the token.',
  },
] as const satisfies readonly Row[];

export type Field = (typeof FIELDS)[number];
export type FieldName = Field['name'];

type ValuesOf<F extends Row> = F extends { readonly values: readonly (infer V)[] } ? V : never;
type JsonOf<F extends Row> = JsonTypes<ValuesOf<F>>[F['kind']] | (F['nullable'] extends true ? null : never);

/** The body of the create request, checked. */
export type ClientRequest = {
  readonly [F in Field as F['required'] extends true ? F['name'] : never]: JsonOf<F>;
} & {
  readonly [F in Field as F['required'] extends true ? never : F['name']]?: JsonOf<F>;
};

/** The input of a field. */
export function inputOf(name: FieldName): string {
  return FIELDS.find(field => field.name === name)?.input ?? name;
}
