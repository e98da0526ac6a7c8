import type { ServerResponse } from 'node:http';
import type { TenantResponse } from './responses.ts';

/** Where a response goes, and what is noted of it. */
export interface Outlet {
  response: ServerResponse;
  /** What the Date header says, if there is one. */
  date: () => number | undefined;
  /** The connection is closed after the response, without announcing it. */
  closes: boolean;
  /** Called when a status line is sent. */
  sent: (status: number) => void;
}

/** Sets status and headers; they leave with the first byte of the body, or when they are flushed. */
export function head(outlet: Outlet, { status, headers }: Omit<TenantResponse, 'body'>): void {
  const { response } = outlet;
  // The caller may have gone during a wait.
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
