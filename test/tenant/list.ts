import { type StoredClient, view } from './clients.ts';
import { parseFilters } from './filter.ts';
import type { Habits } from './habits.ts';
import { generator } from './random.ts';
import { apiError, json, type TenantResponse } from './responses.ts';
import type { State } from './state.ts';

export function list(state: State, query: URLSearchParams): TenantResponse {
  const { habits } = state.settings;
  const filters = query.get('filters');
  const fits = filters === null ? () => true : parseFilters(filters);
  if (!fits) return badParameter('filters');
  state.lists += 1;
  const clients = inOrder(state.clients.listed().filter(fits), habits.order, state.lists);
  const page = pageOf(clients, query, habits);
  if (!Array.isArray(page)) return page;
  return json(200, habits.list(page.map(client => habits.item(habits.show(view(client))))));
}

/** The requested clients, or the refusal. */
function pageOf(clients: StoredClient[], query: URLSearchParams, habits: Habits): StoredClient[] | TenantResponse {
  const { pageSize, overLimit, pastTheEnd, paging } = habits;
  const usual = Math.min(habits.defaultPageSize, pageSize);
  if (paging === 'everything') return clients;
  if (paging === 'first page') return clients.slice(0, usual);
  if (paging === 'without end') return clients.slice(0, usual).map(renamed(query.get('offset') ?? '0'));
  if (paging !== 'as requested') return query.has('offset') ? apiError(paging) : clients;
  let limit = wholeNumber(query.get('limit') ?? String(usual));
  if (limit > pageSize && overLimit !== 'refused') limit = overLimit === 'clamped' ? pageSize : usual;
  if (!(limit >= 1 && limit <= pageSize)) return badParameter('limit');
  const offset = wholeNumber(query.get('offset') ?? '0');
  if (!(offset >= 0)) return badParameter('offset');
  // The response of another of SailPoint's lists.
  const refused = pastTheEnd === 'refused' && offset > 0 && offset >= clients.length;
  if (refused) return json(400, { detailMessage: 'Specified offset is invalid.' });
  return clients.slice(offset, offset + limit);
}

/** Makes it a different client on each page. */
const renamed =
  (offset: string) =>
  (client: StoredClient): StoredClient => ({ ...client, id: `${client.id}-${offset}` });

const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

function badParameter(name: string): TenantResponse {
  return apiError(400, [
    { de: `Der Wert des Parameters "${name}" ist ungültig.`, en: `The value of the parameter "${name}" is invalid.` },
  ]);
}

/** `turn`: how many lists were requested so far. */
function inOrder(clients: StoredClient[], order: Habits['order'], turn: number): StoredClient[] {
  if (typeof order === 'object') {
    const random = generator(order.shuffled + turn);
    const keys = new Map(clients.map(client => [client, random()]));
    return clients.toSorted((one, other) => (keys.get(one) ?? 0) - (keys.get(other) ?? 0));
  }
  const key = (client: StoredClient): string => `${client[order]} ${client.id}`;
  return clients.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
