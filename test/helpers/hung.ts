import { expect } from 'vitest';
import type { ProgramRun } from '../runner/runner.ts';
import type { Fault, Operation } from '../tenant/faults.ts';
import { type BehindProxy, behindProxy } from './behind-proxy.ts';
import { withPatience } from './patience.ts';
import { preload } from './preload.ts';
import type { ConnectResponse } from './proxy.ts';
import { errorsOf } from './scenario.ts';

export const PROGRAMS = ['create', 'update', 'prune', 'post'] as const;
type Program = (typeof PROGRAMS)[number];

/** A point where a program waits for the network, and hangs in a test. */
export interface Place {
  /** Of a CONNECT. */
  readonly connect?: ConnectResponse;
  readonly fault?: Fault['do'];
  readonly env?: (s: BehindProxy) => Record<string, string> | Promise<Record<string, string>>;
}

export const PLACES: Readonly<Record<string, Place>> = {
  'connecting to the proxy': {
    env: ({ job }) =>
      preload(
        job,
        "require('node:net').Socket.prototype.connect = function () { this.connecting = true; return this; };",
      ),
  },
  CONNECT: { connect: 'hang' },
  'the handshake of TLS': { connect: 'mute' },
  'the head of a response': { fault: { kind: 'hang', work: 'done', at: 'before headers' } },
  'a body': { fault: { kind: 'hang', work: 'done', at: 'after headers' } },
  'the middle of a body': { fault: { kind: 'hang', work: 'done', at: 'mid body' } },
  'a body, byte by byte': { fault: { kind: 'drip', everyMs: 300 } },
};

const SECONDS = 10;
const OPERATIONS: readonly Operation[] = ['token', 'create', 'list', 'patch', 'delete'];

/**
 * Runs a program that hangs at a place in every request, or in each but the sign-in.
 *
 * @param longest how long it may take after its deadline, in seconds
 * @throws AssertionError when it does not fail in time with the right message
 */
export async function runHung(
  program: Program,
  place: Place,
  from: 'the sign-in' | 'the API',
  longest = 2,
): Promise<void> {
  const before: ConnectResponse[] = program === 'post' ? ['tunnel'] : [];
  await using s = await behindProxy({ response: [...before, place.connect ?? 'tunnel'] });
  const hang = () => {
    const hung = OPERATIONS.filter(operation => from === 'the sign-in' || operation !== 'token');
    const { fault } = place;
    if (fault !== undefined) s.tenant.fault(...hung.map(on => ({ on, do: fault, times: Number.POSITIVE_INFINITY })));
  };
  const direct = { ...s.trust, https_proxy: s.proxy.address };
  const hungEnv = { ...direct, ...(await place.env?.(s)) };
  const inputs = { ...s.inputs, name: 'Pipeline', 'timeout-seconds': String(SECONDS) };
  if (program === 'post') {
    const { main, post } = await s.step({ ...inputs, ephemeral: 'true', scope: 'idn:accounts:read' }, { env: direct });
    expect(main.exitCode, main.log).toBe(0);
    hang();
    const end = await post({ env: hungEnv });
    expectEnd(end, longest);
    expect(errorsOf(end)).toContain(main.outputs['client-id']);
    return;
  }
  s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], description: 'Old' });
  hang();
  const more = {
    create: { scope: 'idn:accounts:read' },
    update: { 'if-exists': 'update', description: 'New' },
    prune: {},
  };
  const options = program === 'prune' ? { action: 'prune', env: hungEnv } : { env: hungEnv };
  const { main } = await s.step({ ...inputs, ...more[program] }, options);
  expectEnd(main, longest);
}

function expectEnd(run: ProgramRun, longest: number): void {
  const seconds = Number(withPatience({ 'timeout-seconds': String(SECONDS) })['timeout-seconds']);
  const patience = seconds / SECONDS;
  expect(run.exitCode, run.log).toBe(1);
  expect(run.durationMs, run.log).toBeLessThan((SECONDS + longest) * patience * 1000);
  expect(errorsOf(run)).toMatch(/timeout-seconds|does not respond/);
}
