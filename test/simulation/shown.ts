import { HttpError } from '../../src/tenant/transport/http-error.ts';
import type { World } from './world.ts';

/** A run as shown in a failure: its requests, its log and its annotations. */
export function shown({ job }: World): string {
  const { requests, main, post } = job;
  const start = main.start;
  const lines = requests.map(({ step, operation, at, fault, outcome, created }, index) => {
    const got =
      outcome === undefined ? 'nothing' : outcome instanceof HttpError ? outcome.code : `HTTP ${outcome.status}`;
    const what = [fault && `fault: ${fault.name}`, created && `creates ${created}`].filter(Boolean).join(', ');
    return `${index + 1} ${step} ${operation} after ${((at - start) / 1000).toFixed(1)} s: ${got}${what && ` (${what})`}`;
  });
  const steps = Object.entries({ main, post }).flatMap(([name, { green, shown: log, annotations }]) => [
    `${name} ${green ? 'succeeded' : 'failed'}`,
    ...log.map(line => `  | ${line.split('\n')[0]}`),
    ...annotations.map(text => `  ! ${text}`),
  ]);
  return [...lines, ...steps].join('\n');
}
