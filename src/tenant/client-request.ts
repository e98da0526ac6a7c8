import { firstOf, nearest } from '../text.ts';
import { type ClientRequest, FIELDS, type FieldName, type Row } from './fields.ts';
import { containsMarker } from './request-id.ts';
import { redirectUriProblem, uriProblem } from './uri.ts';

/** All of SailPoint's names are such words. RFC 6749 section 3.3 allows more, and would let slips of the pen pass. */
export const SCOPE = /^[A-Za-z0-9](?:[A-Za-z0-9:._*/-]*[A-Za-z0-9._*/-])?$/;

const NO_SCOPES =
  'is null (as is a list with all its lines commented out), which would grant every right: write sp:scopes:all if that is meant';

/** It is in the state for the post step, which must stay small. */
export const LONGEST_NAME = 1000;

/** The greatest int32, SailPoint's type for durations in seconds. */
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
      if (value === undefined && row.required) problems.push({ field: field.name, problem: 'it has no default' });
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

/** With no problem left, every field has been checked against its row: that is what makes the body a request. */
function isClientRequest(_body: object, problems: readonly FieldProblem[]): _body is ClientRequest {
  return problems.length === 0;
}

type Checked =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

function checkValue(row: Row, value: unknown, show: Given['show']): Checked {
  if (value === null && row.kind === 'scopes') return { problem: NO_SCOPES };
  if (value === null) return row.nullable ? { value } : { problem: 'must not be null' };
  switch (row.kind) {
    case 'text':
      return typeof value === 'string' ? checkText(row.name, value) : { problem: mustBeText(value, show) };
    case 'uri':
      return typeof value === 'string' ? checked(value, uriProblem(value), show) : { problem: mustBeText(value, show) };
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
      return checkList(value, show, item => checked(item, redirectUriProblem(item), show));
    case 'scopes':
      return checkList(value, show, item => checked(item, scopeProblem(item), show));
  }
}

function checked(value: string, problem: string | undefined, show: Given['show']): Checked {
  return problem === undefined ? { value } : { problem: `${show(value)} ${problem}` };
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

function mustBeText(value: unknown, show: Given['show']): string {
  return `must be text, not ${show(value)}${['number', 'boolean'].includes(typeof value) ? ': put it in quotes' : ''}`;
}

function checkList(value: unknown, show: Given['show'], checkItem: (item: string) => Checked): Checked {
  if (!Array.isArray(value)) return { problem: `must be a list, not ${show(value)}` };
  const items = new Set<unknown>();
  const problems = new Set<string>();
  for (const item of value) {
    const checked: Checked = typeof item === 'string' ? checkItem(item) : { problem: mustBeText(item, show) };
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

function scopeProblem(value: string): string | undefined {
  return SCOPE.test(value) ? undefined : `is not a scope: ${scopeHint(value)}`;
}

function scopeHint(value: string): string {
  if (/["'`\u2018-\u201f\u00ab\u00bb]/.test(value)) return 'remove the quotes';
  if (/[^\x20-\x7e\u2022]/.test(value)) return 'it has a character that is not ASCII, and perhaps not visible';
  if (/^[-*+\u2022]/.test(value)) return 'begin each line with "- ", or with the scope itself';
  if (value.endsWith(':')) return 'it ends with a colon; write the whole name, such as idn:accounts:read';
  if (/[;|]/.test(value)) return 'separate scopes by spaces, commas or line breaks';
  return 'it is made of letters, digits and : . _ - * /, and begins with a letter or digit';
}
