import { appendFileSync, writeSync } from 'node:fs';
import { EOL } from 'node:os';

/*
 * What @actions/core does of the runner's workflow commands, for the nine of them that are used here: loading the
 * library takes half as long as everything else that a run does (bench/README.md). A test compares the two.
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */

/**
 * A line on standard output. Written at once, so that nothing is lost when the program exits; and making
 * process.stdout takes two milliseconds.
 */
export function writeLine(line: string): void {
  let rest = Buffer.from(line + EOL);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      // A pipe that does not block and is full: whoever reads it needs a moment.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

/** A command on standard output; line breaks in the message stay part of it. */
export function issueCommand(name: 'add-mask' | 'debug' | 'notice' | 'warning' | 'error', message: string): void {
  const data = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  writeLine(`::${name}::${data}`);
}

/**
 * Names and their values, in a file of the runner: GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV. In one write, so that a
 * program that is killed leaves all of them or none.
 */
export function appendPairs(file: string, values: Readonly<Record<string, string>>): void {
  const pairs = Object.entries(values).map(([name, value]) => {
    // The end of the value is the first line that is the delimiter: any text does that is not in the value.
    let delimiter = 'end_of_value';
    while (value.includes(delimiter)) delimiter += '_';
    return `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`;
  });
  appendFileSync(file, pairs.join(''));
}
