import { randomUUID } from 'node:crypto';
import { unescapeHtml } from '../text.ts';
import type { ClientRequest } from './fields.ts';

/** What looks for an id in a description needs of a client. */
interface Described {
  readonly description: string | null;
}

const HEX = '[0-9a-f]{32}';
const MARKER = String.raw`\[ephemeral repository=(\S*) run=\S* id=${HEX}\]`;
const MARKER_AT_START = new RegExp(`^${MARKER}`, 'i');
const ANY_ID = new RegExp(String.raw`\b(?:id=${HEX}\]|request ${HEX}\b)`, 'i');
/** Where a description has room for the id: in the marker, or in the default description. */
const ROOM = /^(?:(\[ephemeral repository=\S* run=\S*)(?=\])|(Created by GitHub Actions)(?=:))/;

/** The random id of one create request. Its client is recognized by it, because the description contains it. */
export function newRequestId(): string {
  return randomUUID().replaceAll('-', '');
}

/** The description of an ephemeral client: the marker, still without an id, and behind it the text. */
export function withMarker(description: string | null, env: NodeJS.ProcessEnv): string {
  const marker = `[ephemeral repository=${env['GITHUB_REPOSITORY'] ?? ''} run=${env['GITHUB_RUN_ID'] ?? ''}]`;
  return description ? `${marker} ${description}` : marker;
}

/**
 * Puts the id of a request into its description. It stands near the beginning, because tenants may cut long texts.
 *
 * @param request whose description begins with the marker or is the default one
 */
export function withRequestId(request: ClientRequest, id: string): ClientRequest {
  const description = request.description?.replace(ROOM, (_, marker, line) =>
    marker === undefined ? `${line}, request ${id}` : `${marker} id=${id}`,
  );
  return description === undefined ? request : { ...request, description };
}

/** A description of the user's own without the ids that were copied with it from another client. */
export function withoutRequestIds(text: string): string {
  return text.replaceAll(new RegExp(`,? request ${HEX}\\b`, 'gi'), '');
}

/** Whether a client was created by the request of this id. */
export function isFromRequest(id: string, { description }: Described): boolean {
  return unescapeHtml(description ?? '')
    .toLowerCase()
    .includes(id);
}

/** Whether a client was created by a request with an id of its own. */
export function isFromAnyRequest({ description }: Described): boolean {
  return ANY_ID.test(unescapeHtml(description ?? ''));
}

/**
 * Whether a client has the ephemeral marker of this repository: at the start of its description, or at the end, where
 * older versions put it. GitHub compares the names of repositories without regard to case.
 */
export function isEphemeralOf(repository: string, { description }: Described): boolean {
  const text = unescapeHtml(description ?? '').trim();
  const [first, last] = [text, text.slice(text.lastIndexOf('['))].map(part =>
    MARKER_AT_START.exec(part)?.[1]?.toLowerCase(),
  );
  const wanted = repository.toLowerCase();
  return first === wanted || (last === wanted && text.endsWith(']'));
}

/** Whether a text looks as if it contained a marker. In a description from outside, prune would delete the client. */
export function containsMarker(text: string): boolean {
  // A tenant may drop invisible characters, and unescape what was escaped twice.
  const plain = unescapeHtml(unescapeHtml(text)).replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
  return /\[\s*ephemeral\s/i.test(plain);
}
