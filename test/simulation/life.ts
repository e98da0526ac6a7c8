import { memoryReport, type Seen } from '../helpers/in-process.ts';
import type { Life } from './network.ts';

/** Thrown where a step is ended. Nothing that the step does afterwards is seen by anyone. */
class Ended extends Error {}

/** A step that is ended at one of its events: each value of its state, each output, each request and each response. */
export interface Mortal extends Life {
  readonly report: Seen;
  /** How many events there were. */
  readonly events: number;
  readonly isEnded: boolean;
  /** Settles when the step is ended. */
  readonly end: Promise<void>;
}

/** @param last number of the event that it does not live through, from 1; without it, it lives to its end */
export function mortal(last = Number.POSITIVE_INFINITY): Mortal {
  const report = memoryReport();
  let events = 0;
  let resolveEnd = () => {};
  const end = new Promise<void>(resolve => {
    resolveEnd = resolve;
  });
  const isEnded = () => events >= last;

  function event(): void {
    if (!isEnded()) events += 1;
    if (!isEnded()) return;
    resolveEnd();
    throw new Ended();
  }

  const oneByOne = (write: (values: Record<string, string>) => void) => (values: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(values)) {
      event();
      write({ [name]: value });
    }
  };
  const unlessEnded =
    (say: (text: string) => void): ((text: string) => void) =>
    text => {
      if (!isEnded()) say(text);
    };
  return {
    event,
    whileAlive: value => (isEnded() ? new Promise(() => {}) : Promise.resolve(value)),
    get events() {
      return events;
    },
    get isEnded() {
      return isEnded();
    },
    end,
    report: {
      ...report,
      info: unlessEnded(report.info),
      debug: unlessEnded(report.debug),
      notice: unlessEnded(report.notice),
      warning: unlessEnded(report.warning),
      error: unlessEnded(report.error),
      outputs: oneByOne(report.outputs),
      state: oneByOne(report.state),
    },
  };
}
