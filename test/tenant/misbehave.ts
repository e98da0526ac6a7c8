import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Fault, Misbehaviour, Operation, Work } from './faults.ts';
import { formFields } from './form.ts';
import { json, parseBody, type TenantResponse } from './responses.ts';
import { head, type Outlet, send } from './send.ts';

interface Rule {
  fault: Fault;
  seen: number;
  left: number;
}

export class FaultQueue {
  #rules: Rule[] = [];

  add(faults: readonly Fault[]): void {
    for (const fault of faults) this.#rules.push({ fault, seen: 0, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** The fault of this request. Every matching rule counts it for its `after`, even if an earlier rule takes it. */
  next(operation: Operation | 'other'): Misbehaviour | undefined {
    let taken: Misbehaviour | undefined;
    for (const rule of this.#rules) {
      if (rule.fault.on !== operation) continue;
      rule.seen += 1;
      if (taken || rule.left <= 0 || rule.seen <= (rule.fault.after ?? 0)) continue;
      rule.left -= 1;
      taken = rule.fault.do;
    }
    return taken;
  }
}

export interface Spoiled extends Outlet {
  socket: Socket;
  /** Processes the request and returns the due response. */
  work: () => TenantResponse;
  wait: (ms: number) => Promise<void>;
  /** What the caller sent. */
  headers: IncomingHttpHeaders;
  body: string;
}

export async function misbehave(request: Spoiled, fault: Misbehaviour): Promise<void> {
  switch (fault.kind) {
    case 'reset':
      carryOut(request, fault.work);
      request.socket.resetAndDestroy();
      return;
    case 'response':
      carryOut(request, fault.work);
      send(request, otherResponse(fault));
      return;
    case 'echo':
      send(request, echo(request, fault));
      return;
    case 'edit':
      send(request, edited(request.work(), fault.change));
      return;
    case 'cut':
      cut(request, request.work(), fault);
      return;
    case 'hang':
      hang(request, carryOut(request, fault.work) ?? json(200, {}), fault.at);
      return;
    case 'drip':
      await drip(request, request.work(), fault.everyMs);
      return;
    case 'flood':
      request.work();
      await flood(request, fault.bytes);
      return;
    case 'late':
      await late(request, fault);
      return;
  }
}

/** @returns the due response, if there is one already */
function carryOut(request: Spoiled, work: Work): TenantResponse | undefined {
  if (work === 'done') return request.work();
  // The tenant may be closed meanwhile.
  if (work !== 'not done') request.wait(work.afterMs).then(request.work, () => {});
  return undefined;
}

function echo(request: Spoiled, fault: Extract<Misbehaviour, { kind: 'echo' }>): TenantResponse {
  const { at, status } = fault;
  const done = carryOut(request, fault.work) ?? json(200, {});
  const due = status === undefined ? done : json(status, {});
  const text = 'x'.repeat(fault.padding ?? 0) + (fault.text ?? credentialOf(request));
  if (at === 'Content-Type') return { ...due, headers: { ...due.headers, [at]: `text/${text}` }, body: '<html>' };
  if (at === 'Slpt-Request-Id') return { ...due, headers: { ...due.headers, [at]: text } };
  const placed = { [at]: at === 'messages' || at === 'causes' ? [{ locale: 'en-US', text }] : text };
  return edited(due, body =>
    Array.isArray(body) ? body.map(item => ({ ...item, ...placed })) : { ...Object(body), ...placed },
  );
}

function credentialOf({ headers, body }: Spoiled): string {
  const { authorization, 'content-type': contentType = '' } = headers;
  return authorization?.replace(/^bearer +/i, '') ?? new Map(formFields(contentType, body)).get('client_secret') ?? '';
}

function otherResponse(fault: Extract<Misbehaviour, { kind: 'response' }>): TenantResponse {
  const { status, headers = {}, body } = fault;
  const contentType = fault.contentType ?? (body === undefined ? undefined : 'application/json');
  return {
    status,
    headers: { ...(contentType ? { 'Content-Type': contentType } : {}), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

function edited(due: TenantResponse, change: (body: unknown) => unknown): TenantResponse {
  if (due.body === undefined) return due;
  return { ...due, body: JSON.stringify(change(parseBody(due.body))) };
}

function withLength(due: TenantResponse): TenantResponse {
  const length = Buffer.byteLength(due.body ?? '');
  return { ...due, headers: { ...due.headers, 'Content-Length': String(length) } };
}

function cut(
  request: Spoiled,
  due: TenantResponse,
  { bytes, contentLength }: { bytes: number; contentLength: boolean },
) {
  const { response } = request;
  // A response without a body would be complete with its headers, so it is cut before them.
  if (due.body !== undefined) {
    const body = Buffer.from(due.body);
    head(request, contentLength ? withLength(due) : due);
    response.flushHeaders();
    // A count from the end that exceeds the length leaves nothing.
    const kept = body.subarray(0, bytes < 0 ? Math.max(0, body.length + bytes) : bytes);
    if (kept.length > 0) response.write(kept);
  }
  response.socket?.destroySoon();
}

type HangAt = Extract<Misbehaviour, { kind: 'hang' }>['at'];

function hang(request: Spoiled, due: TenantResponse, at: HangAt): void {
  // A response without a body would be complete with its headers, so it hangs before them.
  if (at === 'before headers' || due.body === undefined) return;
  head(request, withLength(due));
  request.response.flushHeaders();
  const body = Buffer.from(due.body);
  if (at === 'mid body') request.response.write(body.subarray(0, Math.ceil(body.length / 2)));
}

async function drip(request: Spoiled, due: TenantResponse, everyMs: number): Promise<void> {
  const { response } = request;
  if (due.body === undefined) {
    send(request, due);
    return;
  }
  head(request, withLength(due));
  response.flushHeaders();
  for (const byte of Buffer.from(due.body)) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await request.wait(everyMs);
  }
  response.end();
}

async function flood(request: Spoiled, bytes: number): Promise<void> {
  const { response } = request;
  const piece = Buffer.alloc(64 * 1024, ' ');
  head(request, { status: 200, headers: { 'Content-Type': 'application/json' } });
  for (let left = bytes; left > 0 && !response.destroyed; left -= piece.length) {
    const more = response.write(piece.subarray(0, Math.min(left, piece.length)));
    if (!more) await drainedOrClosed(response);
  }
  response.end();
}

function drainedOrClosed(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const settle = (): void => {
      response.off('drain', settle);
      response.off('close', settle);
      resolve();
    };
    response.on('drain', settle);
    response.on('close', settle);
  });
}

async function late(request: Spoiled, { ms, work }: Extract<Misbehaviour, { kind: 'late' }>): Promise<void> {
  const early = work === 'before the wait' ? request.work() : undefined;
  await request.wait(ms);
  send(request, early ?? request.work());
}
