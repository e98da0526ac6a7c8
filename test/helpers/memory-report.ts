import type { Report } from '../../src/report.ts';

/** The result of a run, as the runner would have seen it. */
export interface Seen extends Report {
  readonly shown: string[];
  readonly annotations: string[];
  readonly outputFile: Record<string, string>;
  readonly stateFile: Record<string, string>;
  readonly masked: Set<string>;
}

export function memoryReport(): Seen {
  const seen: Omit<Seen, keyof Report> = {
    shown: [],
    annotations: [],
    outputFile: {},
    stateFile: {},
    masked: new Set(),
  };
  const show = (line: string) => void seen.shown.push(line);
  const annotate = (message: string) => void seen.annotations.push(message);
  return {
    ...seen,
    mask: secret => void seen.masked.add(secret),
    info: show,
    group: (_title, lines) => void seen.shown.push(...lines),
    debug: show,
    notice: annotate,
    warning: annotate,
    error: annotate,
    outputs: values => void Object.assign(seen.outputFile, values),
    state: values => {
      for (const [name, value] of Object.entries(values)) seen.stateFile[`STATE_${name}`] = value;
    },
    exportVariables: () => {},
    summary: async text => show(text),
    quote: value => JSON.stringify(value),
    hide: text => text,
    hideLongSecrets: text => text,
  };
}
