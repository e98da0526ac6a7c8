import type { ServerResponse } from 'node:http';
import type { TenantResponse } from './responses.ts';

/** Where a response is sent, and what is recorded about it. */
export interface Outlet {
  response: ServerResponse;
  /** The time in the Date header, if there is one. */
  date: () => number | undefined;
  /** The connection is closed after the response, without announcing it. */
  closes: boolean;
  /** Called when a status line is sent. */
  sent: (status: number) => void;
}

/** Sets status and headers, which are sent with the first byte of the body, or when flushed. */
export function head(outlet: Outlet, { status, headers }: Omit<TenantResponse, 'body'>): void {
  const { response } = outlet;
  // The caller may have hung up during a wait.
  if (response.destroyed) return;
  response.statusCode = status;
  const date = outlet.date();
  if (date === undefined) response.sendDate = false;
  else response.setHeader('Date', new Date(date).toUTCString());
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  outlet.sent(status);
}

export function send(outlet: Outlet, { body, ...rest }: TenantResponse): void {
  head(outlet, rest);
  const { response, closes } = outlet;
  const { socket } = response;
  response.end(body, () => closes && socket?.destroySoon());
}
