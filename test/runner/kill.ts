import { setTimeout as delay } from 'node:timers/promises';

export type Moment = { readonly afterMs: number } | Promise<unknown>;

export type Signal = 'SIGKILL' | 'SIGTERM' | 'SIGINT';

/**
 * A signal, or what the runner does when someone cancels the run. `cancel`: SIGINT, 7.5 s, SIGTERM, 2.5 s, SIGKILL,
 * to the program alone; `scale` multiplies the two waits. `container`: in a container job the signals reach
 * `docker exec`, not the program; the runner goes on immediately, and the program keeps running alongside the post step
 * until the container is removed.
 * Source: CancelAndKillProcessTree in ProcessInvoker.cs, ContainerStepHost in StepHost.cs.
 */
export type Kill =
  | { readonly signal: Signal; readonly when: Moment }
  | { readonly sequence: 'cancel'; readonly when: Moment; readonly scale?: number }
  | { readonly sequence: 'container'; readonly when: Moment };

const SIGINT_WAIT_MS = 7500;
const SIGTERM_WAIT_MS = 2500;

/** A running program. */
export interface Target {
  readonly ended: Promise<unknown>;
  signal(name: Signal): void;
}

/** Whether the run was cancelled while the program ran, known once the runner no longer waits for the program. */
export async function waitFor(target: Target, kill: Kill | undefined): Promise<{ cancelled: boolean }> {
  if (kill === undefined) {
    await target.ended;
    return { cancelled: false };
  }
  const { when } = kill;
  const timer = new AbortController();
  const moment = 'afterMs' in when ? delay(when.afterMs, undefined, { signal: timer.signal }).catch(() => {}) : when;
  const first = await Promise.race([target.ended.then(() => 'ended'), moment.then(() => 'struck')]);
  timer.abort();
  if (first === 'ended') return { cancelled: false };
  if ('signal' in kill) {
    target.signal(kill.signal);
    await target.ended;
    return { cancelled: false };
  }
  if (kill.sequence === 'cancel') await cancel(target, kill.scale ?? 1);
  return { cancelled: true };
}

async function cancel({ ended, signal }: Target, scale: number): Promise<void> {
  const timers = new AbortController();
  const wait = (ms: number) => delay(ms * scale, undefined, { signal: timers.signal });
  const steps = async () => {
    signal('SIGINT');
    await wait(SIGINT_WAIT_MS);
    signal('SIGTERM');
    await wait(SIGTERM_WAIT_MS);
    signal('SIGKILL');
  };
  const sequence = steps().catch(() => {});
  await ended;
  timers.abort();
  await sequence;
}
