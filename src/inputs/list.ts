import { messageOf } from '../errors.ts';
import { parseYaml } from './yaml.ts';

/** A list of lines that YAML joined. */
const FOLDED = /^-\s+("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"']+)\s+-\s/;

/**
 * Items separated by line breaks, spaces or commas, or a YAML or JSON list (`["a", "b"]`, or `- a` lines). `#` at the start
 * of a line or after white space begins a comment, as in YAML. @throws Error with what is wrong, without the text
 */
export async function parseList(text: string): Promise<string[]> {
  const plain = text.replaceAll(/(^|\s)#[^\r\n]*/g, '$1').trim();
  if (FOLDED.test(plain) && !/[\r\n]/.test(plain))
    throw new Error('has its lines joined: write | instead of > before them');
  if (/^(\[|-(\s|$))/.test(plain)) {
    const list = await parseYaml(text, 'text').catch((error: unknown) => {
      throw new Error(`is not a YAML or JSON list: ${messageOf(error)}`);
    });
    if (Array.isArray(list) && list.every(item => typeof item === 'string')) return list;
    throw new Error('is not a plain list: its items must be text, and an unquoted one cannot end with a colon');
  }
  const items = plain.split(/[\s,]+/).filter(item => item !== '');
  if (items.length === 0) throw new Error('has no items; write [] for an empty list');
  return items;
}
