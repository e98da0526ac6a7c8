/** @returns undefined when the text, after a byte order mark, is not JSON, or is nested deeper than can be read */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Whether it is a JSON object: a list and null are none. */
export const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** Whether it is a list of nothing but texts. */
export const isTextList = (json: unknown): json is string[] =>
  Array.isArray(json) && json.every(item => typeof item === 'string');
