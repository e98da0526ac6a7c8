import type { StoredClient } from './clients.ts';

type Test = (client: StoredClient) => boolean;

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** The `filters` of a list request as a test of a client; undefined if the filter is not supported. */
export function parseFilters(filters: string): Test | undefined {
  const anyOf: Test[][] = [];
  for (const alternative of filters.split(' or ')) {
    const allOf: Test[] = [];
    for (const term of alternative.split(' and ')) {
      const test = parseTerm(term);
      if (!test) return undefined;
      allOf.push(test);
    }
    anyOf.push(allOf);
  }
  return client => anyOf.some(allOf => allOf.every(test => test(client)));
}

function parseTerm(term: string): Test | undefined {
  const [field, operator, value, ...rest] = term.split(' ');
  if (field !== 'lastUsed' || rest.length > 0) return undefined;
  if (operator === 'isnull' && value === undefined) return client => client.lastUsed === null;
  if (operator !== 'le' || value === undefined || !dateTime.test(value)) return undefined;
  const limit = Date.parse(value);
  if (Number.isNaN(limit)) return undefined;
  return ({ lastUsed }) => lastUsed !== null && Date.parse(lastUsed) <= limit;
}
