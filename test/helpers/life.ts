import { memoryReport, type Seen } from './memory-report.ts';

/** Thrown where a step is stopped. Nothing that the step does afterwards is recorded. */
class Stopped extends Error {}

/** A step stopped at one of its events. An event is a value of its state, an output, a request, a response or an error. */
export interface Life {
  /** Records an event that the runner or the tenant sees. @throws when the step ends here */
  event(): void;
  /** Settles while the step runs, and never after its end. */
  whileAlive<T>(value: T): Promise<T>;
  readonly report: Seen;
  /** How many events there were. */
  readonly events: number;
  readonly isStopped: boolean;
  /** Settles when the step is stopped. */
  readonly end: Promise<void>;
}

/** @param last number of the event at which it stops, from 1; without it, it runs to its end */
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
