import { randomUUID } from 'node:crypto';
import { unescapeHtml } from '../text.ts';
import type { Client } from './client.ts';

/** The mark of an ephemeral client, which its description begins with. */
export interface Mark {
  readonly text: string;
  /** Random: no other client has it, and it survives what a tenant does to texts. */
  readonly id: string;
}

const FORM = String.raw`\[ephemeral repository=(\S*) run=\S* id=[0-9a-f]{32}\]`;
const AT_START = new RegExp(`^${FORM}`);
const ANYWHERE = new RegExp(FORM, 'i');

/** @param env for the repository and the run */
export function makeMark(env: NodeJS.ProcessEnv): Mark {
  const id = randomUUID().replaceAll('-', '');
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  return { text: `[ephemeral repository=${repository} run=${env['GITHUB_RUN_ID'] ?? ''} id=${id}]`, id };
}

/** The description with the mark in front: tenants cut the end off. */
export function withMark({ text }: Mark, description: string | null): string {
  return description ? `${text} ${description}` : text;
}

/** Whether a client bears the mark of this id. */
export function bearsMark(id: string, { description }: Client): boolean {
  return description?.toLowerCase().includes(id) ?? false;
}

/**
 * Whether a client bears a mark of this repository: at the start of its description, or at the end, where older
 * versions put it.
 */
export function isEphemeralOf(repository: string, { description }: Client): boolean {
  const text = unescapeHtml(description ?? '').trim();
  const [first, last] = [text, text.slice(text.lastIndexOf('['))].map(part => AT_START.exec(part));
  return first?.[1] === repository || (last?.[1] === repository && text.endsWith(']'));
}

/** Whether a text holds a whole mark. One that was cut says nothing of whose client it is. */
export function holdsWholeMark(text: string): boolean {
  return ANYWHERE.test(text);
}

/** Whether a text looks as if it held a mark. In a description from outside that would make prune delete the client. */
export function holdsMark(text: string): boolean {
  // A tenant may drop what nobody sees, and unescape what was escaped twice.
  const plain = unescapeHtml(unescapeHtml(text)).replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
  return /\[\s*ephemeral\s/i.test(plain);
}
