import { memoryReport, type Seen } from './memory-report.ts';

/** Thrown where a step is stopped. What the step does afterwards is not seen. */
class Stopped extends Error {}

/** A step that is stopped at one of its events: each value of its state, output, request, response, and its error. */
export interface Life {
  /** Something that the runner or the tenant sees. @throws when the step ends here */
  event(): void;
  /** Settles while the step lives, and never after its end. */
  whileAlive<T>(value: T): Promise<T>;
  readonly report: Seen;
  /** How many events there were. */
  readonly events: number;
  readonly isStopped: boolean;
  /** Settles when the step is stopped. */
  readonly end: Promise<void>;
}

/** @param last number of the event that it does not live through, from 1; without it, it lives to its end */
export function mortal(last = Number.POSITIVE_INFINITY): Life {
  const report = memoryReport();
  let events = 0;
  let resolveEnd = () => {};
  const end = new Promise<void>(resolve => {
    resolveEnd = resolve;
  });
  const isStopped = () => events >= last;

  function event(): void {
    if (!isStopped()) events += 1;
    if (!isStopped()) return;
    resolveEnd();
    throw new Stopped();
  }

  const oneByOne = (write: (values: Record<string, string>) => void) => (values: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(values)) {
      event();
      write({ [name]: value });
    }
  };
  const unlessStopped =
    (say: (text: string) => void): ((text: string) => void) =>
    text => {
      if (!isStopped()) say(text);
    };
  return {
    event,
    whileAlive: value => (isStopped() ? new Promise(() => {}) : Promise.resolve(value)),
    get events() {
      return events;
    },
    get isStopped() {
      return isStopped();
    },
    end,
    report: {
      ...report,
      info: unlessStopped(report.info),
      debug: unlessStopped(report.debug),
      notice: unlessStopped(report.notice),
      warning: unlessStopped(report.warning),
      error: message => {
        event();
        report.error(message);
      },
      outputs: oneByOne(report.outputs),
      state: oneByOne(report.state),
    },
  };
}
