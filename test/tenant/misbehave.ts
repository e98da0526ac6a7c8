import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Answer, json, parseBody } from './answers.ts';
import type { Fault, Misbehaviour, Operation, Work } from './faults.ts';
import { formFields } from './form.ts';
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

  /** What spoils this request. Every fitting rule counts it for its `after`, also when an earlier rule takes it. */
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
  /** Does what was asked and gives the due answer. */
  work: () => Answer;
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
    case 'answer':
      carryOut(request, fault.work);
      send(request, otherAnswer(fault));
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

/** @returns the due answer, when there is one already */
function carryOut(request: Spoiled, work: Work): Answer | undefined {
  if (work === 'done') return request.work();
  // The tenant may be closed meanwhile.
  if (work !== 'not done') request.wait(work.afterMs).then(request.work, () => {});
  return undefined;
}

function echo(request: Spoiled, fault: Extract<Misbehaviour, { kind: 'echo' }>): Answer {
  const { at, status } = fault;
  const due = carryOut(request, fault.work) ?? json(200, {});
  const answer = status === undefined ? due : json(status, {});
  const text = 'x'.repeat(fault.padding ?? 0) + (fault.text ?? credentialOf(request));
  if (at === 'Content-Type') return { ...answer, headers: { ...answer.headers, [at]: `text/${text}` }, body: '<html>' };
  if (at === 'Slpt-Request-Id') return { ...answer, headers: { ...answer.headers, [at]: text } };
  const placed = { [at]: at === 'messages' || at === 'causes' ? [{ locale: 'en-US', text }] : text };
  return edited(answer, body =>
    Array.isArray(body) ? body.map(item => ({ ...item, ...placed })) : { ...Object(body), ...placed },
  );
}

function credentialOf({ headers, body }: Spoiled): string {
  const { authorization, 'content-type': contentType = '' } = headers;
  return authorization?.replace(/^bearer +/i, '') ?? new Map(formFields(contentType, body)).get('client_secret') ?? '';
}

function otherAnswer(fault: Extract<Misbehaviour, { kind: 'answer' }>): Answer {
  const { status, headers = {}, body } = fault;
  const contentType = fault.contentType ?? (body === undefined ? undefined : 'application/json');
  return {
    status,
    headers: { ...(contentType ? { 'Content-Type': contentType } : {}), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

function edited(answer: Answer, change: (answer: unknown) => unknown): Answer {
  if (answer.body === undefined) return answer;
  return { ...answer, body: JSON.stringify(change(parseBody(answer.body))) };
}

function withLength(answer: Answer): Answer {
  const length = Buffer.byteLength(answer.body ?? '');
  return { ...answer, headers: { ...answer.headers, 'Content-Length': String(length) } };
}

function cut(request: Spoiled, answer: Answer, { bytes, contentLength }: { bytes: number; contentLength: boolean }) {
  const { response } = request;
  // An answer without a body would be whole with its headers: it is cut before them.
  if (answer.body !== undefined) {
    const body = Buffer.from(answer.body);
    head(request, contentLength ? withLength(answer) : answer);
    response.flushHeaders();
    // A count from the end that reaches beyond the beginning leaves nothing.
    const kept = body.subarray(0, bytes < 0 ? Math.max(0, body.length + bytes) : bytes);
    if (kept.length > 0) response.write(kept);
  }
  response.socket?.destroySoon();
}

type HangAt = Extract<Misbehaviour, { kind: 'hang' }>['at'];

function hang(request: Spoiled, answer: Answer, at: HangAt): void {
  // An answer without a body would be whole with its headers: then it hangs before them.
  if (at === 'before headers' || answer.body === undefined) return;
  head(request, withLength(answer));
  request.response.flushHeaders();
  const body = Buffer.from(answer.body);
  if (at === 'mid body') request.response.write(body.subarray(0, Math.ceil(body.length / 2)));
}

async function drip(request: Spoiled, answer: Answer, everyMs: number): Promise<void> {
  const { response } = request;
  if (answer.body === undefined) {
    send(request, answer);
    return;
  }
  head(request, withLength(answer));
  response.flushHeaders();
  for (const byte of Buffer.from(answer.body)) {
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
