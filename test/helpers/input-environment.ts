import { runVariables } from './workflow-run.ts';

/** The environment of an action with these inputs. */
export function environmentOf(
  inputs: Readonly<Record<string, string>>,
  more: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  return {
    ...runVariables(),
    // Files that exist; nothing is written to them.
    ...{ GITHUB_OUTPUT: import.meta.filename, GITHUB_STATE: import.meta.filename },
    ...more,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
}
