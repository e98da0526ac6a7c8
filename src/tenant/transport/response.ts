import type { IncomingHttpHeaders } from 'node:http';
import { isObject, parseJson } from '../../json.ts';

export type Received = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

/**
 * What a response proves of the request that creates or changes a client (RFC 9110 section 15; docs/architecture.md).
 * `refused in between`: by a gateway, proxy or firewall, perhaps after the API did the work.
 */
export type Proof = 'carried out' | 'refused' | 'refused in between' | 'refused for now' | 'unknown';

export function proofOf(response: Received): Proof {
  const { status, body } = response;
  if (isSuccess(response)) return 'carried out';
  if (status === 429) return 'refused for now';
  if (status < 300 || status >= 500 || status === 408) return 'unknown';
  return status >= 400 && parseJson(body) !== undefined ? 'refused' : 'refused in between';
}

export const isSuccess = ({ status }: Received): boolean => status >= 200 && status < 300;

/** Whether an HTML page stands where the API sends JSON or nothing. */
export const isPage = ({ headers, body }: Received): boolean =>
  (/\bhtml\b/i.test(headers['content-type'] ?? '') ? /^\s*</ : /^\s*<(!doctype|html)/i).test(body);

/** Whether a response to a DELETE says that the client does not exist, in the API's own form (ErrorResponseDto). */
export function saysGone({ status, body }: Received): boolean {
  const json = parseJson(body);
  return (status === 404 || status === 410) && isObject(json) && ('detailCode' in json || 'messages' in json);
}

/** Where SailPoint's API, and frameworks in its place, say what went wrong: a text, or an object or list with the same keys. */
const WORD_KEYS = [
  ...['messages', 'causes', 'message', 'text', 'msg', 'error', 'error_description', 'detailMessage', 'errorMessage'],
  ...['formatted_msg', 'title', 'detail', 'errors'],
];

/** What went wrong: in English where there are several locales, and the code of the error when there are no words. */
export function wordsOf(json: unknown): string[] {
  const words = distinct(wordsIn(json));
  return words.length > 0 ? words : distinct(isObject(json) ? [json['detailCode']] : []);
}

function wordsIn(json: unknown): unknown[] {
  if (Array.isArray(json)) {
    const english = json.filter(item => isObject(item) && /^en\b/i.test(String(item['locale'])));
    const items: unknown[] = english.length > 0 ? english : json;
    return items.flatMap(item => (typeof item === 'string' ? [item] : wordsIn(item)));
  }
  if (!isObject(json)) return [];
  const words = WORD_KEYS.flatMap(key => {
    const value = json[key];
    if (typeof value === 'string') return [value];
    const inside = wordsIn(value);
    return inside.length > 0 ? inside : namedIn(value);
  });
  // What an error of a validation is about: `{"field": "name"}`, `{"loc": ["body", "name"]}`.
  const { field, loc } = json;
  const subject = Array.isArray(loc) ? loc.at(-1) : field;
  return typeof subject === 'string' && subject !== '' ? words.map(text => `${subject}: ${text}`) : words;
}

/** Texts by the names of what they are about: `{"name": ["is invalid"]}`. */
function namedIn(json: unknown): string[] {
  if (Array.isArray(json)) return json.flatMap(namedIn);
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]) =>
    [value].flat().flatMap(text => (typeof text === 'string' && text.trim() !== '' ? [`${name}: ${text}`] : [])),
  );
}

function distinct(words: readonly unknown[]): string[] {
  const texts = words.filter(text => typeof text === 'string').map(text => text.trim());
  return [...new Set(texts.filter(text => text !== ''))];
}
