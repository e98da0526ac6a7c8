import { firstOf, nearest } from '../text.ts';
import { type ClientRequest, FIELDS, type FieldName, inputOf, type Row } from './fields.ts';
import { containsMarker } from './request-id.ts';

/** All of the vendor's names are such words. RFC 6749 section 3.3 allows more, and would let slips of the pen pass. */
const SCOPE = /^[A-Za-z0-9][A-Za-z0-9:._*/-]*$/;

/** The state for the post step holds it, and must stay small. */
const LONGEST_NAME = 1000;

/** The greatest int32, the vendor's type for durations in seconds. */
export const MAX_INTEGER = 2_147_483_647;

/** Wrong items of one list that are shown: sixty of them would hide the problems of the other inputs. */
export const MOST_SHOWN = 3;

/** A field's value as an input or the body file gives it, not yet checked. */
export interface Given {
  readonly value: unknown;
  /** How a message shows a value from there. */
  readonly show: (value: unknown) => string;
}

/** What inputs and body file give; a field that neither gives is absent. */
export type Draft = { readonly [N in FieldName]?: Given };

/** What is wrong with which field. */
interface FieldProblem {
  readonly field: FieldName;
  readonly problem: string;
}

/**
 * Checks a draft and completes it with the defaults.
 *
 * @param description what stands for a description that is not given
 * @returns the request, or every problem that it has
 */
export function toClientRequest(
  draft: Draft,
  description: string,
): { readonly request: ClientRequest } | { readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const body: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const row: Row = field;
    const given = draft[field.name];
    if (given === undefined) {
      const value = field.name === 'description' ? description : row.default;
      if (value !== undefined) body[field.name] = value;
      if (value === undefined && row.required)
        problems.push({ field: field.name, problem: 'is missing: it has no default' });
      continue;
    }
    const { value, problem } = checkValue(row, given.value, given.show);
    if (problem !== undefined) problems.push({ field: field.name, problem });
    else body[field.name] = value;
  }
  const authorizationCode = Array.isArray(body['grantTypes']) && body['grantTypes'].includes('AUTHORIZATION_CODE');
  const redirectUris = body['redirectUris'];
  if (authorizationCode && (!Array.isArray(redirectUris) || redirectUris.length === 0)) {
    const alreadyNamed = problems.some(({ field }) => field === 'redirectUris');
    if (!alreadyNamed) problems.push({ field: 'redirectUris', problem: 'AUTHORIZATION_CODE needs at least one' });
  }
  return isClientRequest(body, problems) ? { request: body } : { problems };
}

/** What is allowed but hardly meant, one sentence each, with the input that it is about. */
export function requestWarnings({ scope, grantTypes, redirectUris, type }: ClientRequest): string[] {
  const warnings: string[] = [];
  const warn = (field: FieldName, warning: string) => void warnings.push(`${inputOf(field)}: ${warning}`);
  if (!scope?.length) {
    warn(
      'scope',
      'none is given, so the client gets sp:scopes:all, every right of the owner of the token. ' +
        'Name the scopes that the client needs.',
    );
  }
  const odd = (scope ?? []).filter(each => !each.includes(':'));
  if (odd.length > 0) {
    warn('scope', `no colon in ${firstOf(odd, MOST_SHOWN)}: the vendor's scopes look like idn:accounts:read.`);
  }
  const hasCode = grantTypes?.includes('AUTHORIZATION_CODE');
  if (redirectUris?.length && !hasCode) warn('redirectUris', 'unused without the grant type AUTHORIZATION_CODE.');
  if (grantTypes?.includes('REFRESH_TOKEN') && !hasCode) {
    warn(
      'grantTypes',
      'REFRESH_TOKEN does nothing without AUTHORIZATION_CODE, the only grant that issues refresh tokens.',
    );
  }
  if (type === 'PUBLIC' && grantTypes?.includes('CLIENT_CREDENTIALS')) {
    warn('type', 'a PUBLIC client has no secret, so it cannot use CLIENT_CREDENTIALS (RFC 6749 section 4.4).');
  }
  return warnings;
}

/** With no problem left, every field has been checked against its row: that is what makes the body a request. */
function isClientRequest(_body: object, problems: readonly FieldProblem[]): _body is ClientRequest {
  return problems.length === 0;
}

type Checked =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

function checkValue(row: Row, value: unknown, show: Given['show']): Checked {
  if (value === null) return row.nullable ? { value } : { problem: 'must not be null' };
  switch (row.kind) {
    case 'text':
      return typeof value === 'string' ? checkText(row.name, value) : { problem: `must be text, not ${show(value)}` };
    case 'uri':
      return typeof value === 'string' ? checkUri(value, show) : { problem: `must be a URI, not ${show(value)}` };
    case 'integer':
      return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_INTEGER
        ? { value }
        : { problem: `must be a whole number from 1 to ${MAX_INTEGER}, not ${show(value)}` };
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { problem: `must be true or false, not ${show(value)}` };
    case 'choice':
      return checkChoice(value, show, row.values ?? []);
    case 'choices':
      return checkList(value, show, item => checkChoice(item, show, row.values ?? []));
    case 'redirect URIs':
      return checkList(value, show, item => checkRedirectUri(item, show));
    case 'scopes':
      return checkList(value, show, item => checkScope(item, show));
  }
}

function checkText(name: string, value: string): Checked {
  if (name === 'name' && value.trim() === '') return { problem: 'must not be empty' };
  if (name === 'name' && value.length > LONGEST_NAME) {
    return { problem: `has ${value.length} characters; at most 1,000 are allowed` };
  }
  if (name === 'description' && containsMarker(value)) {
    return {
      problem:
        'contains the marker of an ephemeral client, "[ephemeral ", and prune would delete the client: word it differently',
    };
  }
  return { value };
}

function checkList(value: unknown, show: Given['show'], checkItem: (item: string) => Checked): Checked {
  if (!Array.isArray(value)) return { problem: `must be a list, not ${show(value)}` };
  const items = new Set<unknown>();
  const problems = new Set<string>();
  for (const item of value) {
    const checked: Checked = typeof item === 'string' ? checkItem(item) : { problem: `${show(item)} is not text` };
    if (checked.problem === undefined) items.add(checked.value);
    else problems.add(checked.problem);
  }
  return problems.size > 0 ? { problem: firstOf([...problems], MOST_SHOWN, '; ') } : { value: [...items] };
}

function checkChoice(value: unknown, show: Given['show'], values: readonly string[]): Checked {
  const upper = typeof value === 'string' ? value.toUpperCase() : '';
  if (values.includes(upper)) return { value: upper };
  const meant = nearest(upper, values);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  return { problem: `${show(value)} is not one of ${values.join(', ')}${hint}` };
}

function checkScope(value: string, show: Given['show']): Checked {
  if (SCOPE.test(value)) return { value };
  return { problem: `${show(value)} is not a scope: ${scopeHint(value)}` };
}

function scopeHint(value: string): string {
  if (/["'`\u2018-\u201f\u00ab\u00bb]/.test(value)) return 'remove the quotes';
  if (/[^\x20-\x7e\u2022]/.test(value)) return 'it has a character that is not ASCII, and perhaps not visible';
  if (/^[-*+\u2022]/.test(value)) return 'begin each line with "- ", or with the scope itself';
  if (/[;|]/.test(value)) return 'separate scopes by spaces, commas or line breaks';
  return 'it is made of letters, digits and : . _ - * /, and begins with a letter or digit';
}

function checkRedirectUri(value: string, show: Given['show']): Checked {
  if (!value.includes('#')) return checkUri(value, show);
  return { problem: `${show(value)} has a fragment, which a redirect URI must not have (RFC 6749 section 3.1.2)` };
}

function checkUri(value: string, show: Given['show']): Checked {
  const scheme = uriPattern().exec(value)?.groups?.['scheme']?.toLowerCase();
  if (scheme === undefined) {
    return { problem: `${show(value)} is not an absolute URI such as https://example.com/callback (RFC 3986)` };
  }
  // By the grammar `localhost:3000` is a URI of the scheme "localhost": nobody means that.
  if (/^(localhost|[\w-]+(\.[\w-]+)+):\d+([/?#]|$)/.test(value)) {
    return { problem: `${show(value)} has no scheme; put http:// or https:// before it` };
  }
  if ((scheme === 'http' || scheme === 'https') && !/^https?:\/\/[^/?#]/i.test(value)) {
    return { problem: `${show(value)} has no host` };
  }
  return { value };
}

/**
 * `URI` of https://www.rfc-editor.org/rfc/rfc3986#appendix-A, with its scheme as a group. Made when it is needed: most
 * runs check no URI, and making it takes half a millisecond.
 */
function uriPattern(): RegExp {
  const percent = '%[0-9A-Fa-f]{2}';
  const unreserved = "[A-Za-z0-9._~!$&'()*+,;=-]"; // unreserved and sub-delims
  const pchar = `(?:${unreserved}|[:@]|${percent})`;
  const userinfo = `(?:(?:${unreserved}|:|${percent})*@)?`;
  const host = `(?:\\[(?:[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\\.(?:${unreserved}|:)+)\\]|(?:${unreserved}|${percent})*)`;
  const segments = `(?:/${pchar}*)*`;
  const path = `//${userinfo}${host}(?::[0-9]*)?${segments}|/(?:${pchar}+${segments})?|${pchar}+${segments}|`;
  const tail = `(?:${pchar}|[/?])*`;
  return new RegExp(`^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?:${path})(?:\\?${tail})?(?:#${tail})?$`);
}
