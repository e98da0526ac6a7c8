import type { ServerResponse } from 'node:http';
import type { Answer } from './answers.ts';

/** Where an answer goes, and what is noted of it. */
export interface Outlet {
  response: ServerResponse;
  /** The tenant's clock. */
  now: () => number;
  /** Called when a status line is sent. */
  sent: (status: number) => void;
}

/** Sets status and headers; they leave with the first byte of the body, or when they are flushed. */
export function head(outlet: Outlet, { status, headers }: Omit<Answer, 'body'>): void {
  const { response } = outlet;
  // The caller may have gone during a wait.
  if (response.destroyed) return;
  response.statusCode = status;
  response.setHeader('Date', new Date(outlet.now()).toUTCString());
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  outlet.sent(status);
}

export function send(outlet: Outlet, answer: Answer): void {
  head(outlet, answer);
  outlet.response.end(answer.body);
}
