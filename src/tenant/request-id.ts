import { randomUUID } from 'node:crypto';
import { unescapeHtml, visible } from '../text.ts';
import type { Client } from './client.ts';
import type { ClientRequest } from './fields.ts';

const HEX = String.raw`[\da-f]{32}`;
const MARKER = new RegExp(String.raw`^\[ephemeral repository=(\S*) run=\S* id=${HEX}\]`, 'i');
const ANY_ID = new RegExp(String.raw`\b(?:id=${HEX}(?=\])|request\s+${HEX}\b)`, 'i');

/** The random id of one create request. Its client is recognized by it, because the description contains it. */
export const newRequestId = (): string => randomUUID().replaceAll('-', '');

/** The description of an ephemeral client: the marker, still without an id, and behind it the text. */
export function withMarker(description: string | null, env: NodeJS.ProcessEnv): string {
  const marker = `[ephemeral repository=${env['GITHUB_REPOSITORY'] ?? ''} run=${env['GITHUB_RUN_ID'] ?? ''}]`;
  return description ? `${marker} ${description}` : marker;
}

/** Puts the id of a request into the marker or the default description: near the beginning, as tenants may cut it. */
export function withRequestId(request: ClientRequest, id: string): ClientRequest {
  const description = request.description
    ?.replace(/^\[ephemeral repository=\S* run=\S*(?=\])/, `$& id=${id}`)
    .replace(/^Created by GitHub Actions(?=:)/, `$&, request ${id}`);
  return description === undefined ? request : { ...request, description };
}

/** A description without the ids of requests, which were copied with it from other clients. */
export const withoutRequestIds = (text: string): string =>
  text.replaceAll(new RegExp(`,?\\s*${ANY_ID.source}`, 'gi'), '');

/** Whether a client was created by the request of this id. */
export function isFromRequest(id: string, { description }: Client): boolean {
  const text = unescapeHtml(description ?? '');
  return text.toLowerCase().includes(id);
}

/** Whether a client was created by a request with an id of its own. */
export const isFromAnyRequest = ({ description }: Client): boolean => ANY_ID.test(unescapeHtml(description ?? ''));

/** Whether a client has this repository's marker, case ignored: at the start, or at the end, where older versions put it. */
export function isEphemeralOf(repository: string, { description }: Client): boolean {
  const text = unescapeHtml(description ?? '').trim();
  const begins = (part: string) => MARKER.exec(part)?.[1]?.toLowerCase() === repository.toLowerCase();
  return begins(text) || (text.endsWith(']') && begins(text.slice(text.lastIndexOf('['))));
}

/** Whether a text looks as if it contained a marker. In a description from outside, prune would delete the client. */
export function containsMarker(text: string): boolean {
  // A tenant may drop invisible characters, and unescape what was escaped twice.
  const plain = visible(unescapeHtml(unescapeHtml(text)));
  return /\[\s*ephemeral\s/i.test(plain);
}
