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

type FieldProblem = { readonly field: FieldName; readonly problem: string };

/** Checks what is given and adds defaults, such as `description`. @returns in `body` the fields without a problem */
export function toClientRequest(draft: { readonly [N in FieldName]?: Given }, description: string) {
  const problems: FieldProblem[] = [];
  const body: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const row: Row = field;
    const given = draft[field.name];
    const value = given === undefined ? row.default : normalized(row.kind, given.value);
    const problem = given && problemOf(row, given.value, given.show);
    if (problem !== undefined) problems.push({ field: field.name, problem });
    else if (value !== undefined) body[field.name] = value;
    else if (field.name === 'description') body[field.name] = description;
    else if (row.required) problems.push({ field: field.name, problem: 'it has no default' });
  }
  const { grantTypes, redirectUris } = body;
  const needsUri = Array.isArray(grantTypes) && grantTypes.includes('AUTHORIZATION_CODE');
  const hasUri = Array.isArray(redirectUris) && redirectUris.length > 0;
  if (needsUri && !hasUri && !problems.some(({ field }) => field === 'redirectUris'))
    problems.push({ field: 'redirectUris', problem: 'AUTHORIZATION_CODE needs at least one' });
  return isClientRequest(body, problems) ? { body, request: body } : { body, problems };
}

/** If no problem was found, every field has been checked against its row, so the body is a valid request. */
const isClientRequest = (_body: object, problems: readonly FieldProblem[]): _body is ClientRequest =>
  problems.length === 0;

/** Choices in upper case, lists without repeats. */
function normalized(kind: Row['kind'], value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(kind === 'choices' ? value.map(upper) : value)];
  return kind === 'choice' ? upper(value) : value;
}

const upper = (value: unknown): unknown => (typeof value === 'string' ? value.toUpperCase() : value);

function problemOf(row: Row, value: unknown, show: Given['show']): string | undefined {
  if (value === null && row.kind === 'scopes') return NO_SCOPES;
  if (value === null) return row.nullable ? undefined : 'must not be null';
  return PROBLEMS[row.kind](value, row, show);
}

/** What is wrong with a value of each kind; undefined when nothing is. */
const PROBLEMS: Readonly<Record<Row['kind'], (value: unknown, row: Row, show: Given['show']) => string | undefined>> = {
  text: (value, row, show) => ofText(value, show, text => freeTextProblem(row.name, text)),
  uri: (value, _, show) => ofText(value, show, text => shownWith(text, uriProblem(text), show)),
  choice: choiceProblem,
  boolean: (value, _, show) => (typeof value === 'boolean' ? undefined : `must be true or false, not ${show(value)}`),
  integer: (value, _, show) => {
    const isInRange = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_INTEGER;
    return isInRange ? undefined : `must be a whole number from 1 to ${MAX_INTEGER}, not ${show(value)}`;
  },
  choices: (value, row, show) => ofList(value, show, item => choiceProblem(item, row, show)),
  'redirect URIs': (value, _, show) => ofList(value, show, item => shownWith(item, redirectUriProblem(item), show)),
  scopes: (value, _, show) => ofList(value, show, item => shownWith(item, scopeProblem(item), show)),
};

function ofText(value: unknown, show: Given['show'], problem: (text: string) => string | undefined) {
  if (typeof value === 'string') return problem(value);
  return `must be text, not ${show(value)}${['number', 'boolean'].includes(typeof value) ? ': put it in quotes' : ''}`;
}

function ofList(value: unknown, show: Given['show'], problem: (item: string) => string | undefined) {
  if (!Array.isArray(value)) return `must be a list, not ${show(value)}`;
  const problems = value.map(item => ofText(item, show, problem)).filter(each => each !== undefined);
  return problems.length > 0 ? firstOf([...new Set(problems)], MOST_SHOWN, '; ') : undefined;
}

const shownWith = (value: string, problem: string | undefined, show: Given['show']): string | undefined =>
  problem && `${show(value)} ${problem}`;

function freeTextProblem(field: string, value: string): string | undefined {
  if (field === 'name' && value.trim() === '') return 'must not be empty';
  if (field === 'name' && value.length > LONGEST_NAME)
    return `has ${value.length} characters; at most 1,000 are allowed`;
  return field === 'description' && containsMarker(value)
    ? 'contains the marker of an ephemeral client, "[ephemeral ", and prune would delete the client: word it differently'
    : undefined;
}

function choiceProblem(value: unknown, { values = [] }: Row, show: Given['show']): string | undefined {
  const word = typeof value === 'string' ? value.toUpperCase() : '';
  if (values.includes(word)) return undefined;
  const meant = nearest(word, values);
  return `${show(value)} is not one of ${values.join(', ')}${meant ? `; did you mean ${meant}?` : ''}`;
}

const scopeProblem = (value: string): string | undefined =>
  SCOPE.test(value) ? undefined : `is not a scope: ${scopeHint(value)}`;

function scopeHint(value: string): string {
  if (/["'`\u2018-\u201f\u00ab\u00bb]/.test(value)) return 'remove the quotes';
  if (/[^\x20-\x7e\u2022]/.test(value)) return 'it has a character that is not ASCII, and perhaps not visible';
  if (/^[-*+\u2022]/.test(value)) return 'begin each line with "- ", or with the scope itself';
  if (value.endsWith(':')) return 'it ends with a colon; write the whole name, such as idn:accounts:read';
  if (/[;|]/.test(value)) return 'separate scopes by spaces, commas or line breaks';
  return 'it is made of letters, digits and : . _ - * /, and begins with a letter or digit';
}
