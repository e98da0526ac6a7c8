import type { YAMLException } from 'js-yaml/browser';

/**
 * Reads one YAML (or JSON) document that may be hostile: tags, several documents, duplicate keys, aliases (a few of them can
 * stand for gigabytes) and deep nesting are refused. js-yaml is loaded on first use: its 130 kB take as long as a request.
 * @param scalars `typed` by the YAML 1.2 core schema, or `text`: every scalar as it is written
 * @throws Error with the reason and the place, and nothing of the document
 */
export async function parseYaml(text: string, scalars: 'typed' | 'text'): Promise<unknown> {
  const { load, CORE_SCHEMA, FAILSAFE_SCHEMA, YAMLException } = await import('js-yaml/browser');
  try {
    return load(text, { schema: scalars === 'typed' ? CORE_SCHEMA : FAILSAFE_SCHEMA, maxAliases: 0, maxDepth: 20 });
  } catch (error) {
    throw new Error(error instanceof YAMLException ? withoutQuotes(error) : 'it is not YAML');
  }
}

/** js-yaml quotes tags, anchors and keys in its reasons: what is in quotes or angle brackets is left out. */
function withoutQuotes({ reason, mark }: YAMLException): string {
  const words = reason.replaceAll(/\s*(".*"|'.*'|!<.*>)/gs, '');
  return mark === undefined ? words : `${words} (line ${mark.line + 1}, column ${mark.column + 1})`;
}
