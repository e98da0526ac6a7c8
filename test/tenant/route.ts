import type { Operation } from './faults.ts';

export interface Route {
  operation: Operation | 'other';
  /** The client's id; '' if the path has none. */
  id: string;
  query: URLSearchParams;
  /** Whether the path exists. If it does and the operation is 'other', the method is not allowed. */
  known: boolean;
}

const clientsPath = /^\/(?:(?:beta|v3|v2024|v2025|v2026)\/oauth-clients|oauth-clients\/v1)(?:\/([^/]+))?$/;

const collection: ReadonlyMap<string, Operation> = new Map([
  ['GET', 'list'],
  ['POST', 'create'],
]);

const item: ReadonlyMap<string, Operation> = new Map([
  ['GET', 'get'],
  ['PATCH', 'patch'],
  ['DELETE', 'delete'],
]);

export function route(method: string, url: string): Route {
  const target = URL.parse(url, 'http://tenant');
  const path = target?.pathname ?? '';
  const query = target?.searchParams ?? new URLSearchParams();
  if (path === '/oauth/token') return { operation: method === 'POST' ? 'token' : 'other', id: '', query, known: true };
  const match = clientsPath.exec(path);
  if (!match) return { operation: 'other', id: '', query, known: false };
  const id = decoded(match[1] ?? '');
  if (id === undefined) return { operation: 'other', id: '', query, known: false };
  const operations = id === '' ? collection : item;
  return { operation: operations.get(method) ?? 'other', id, query, known: true };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
