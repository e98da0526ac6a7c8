import { readCreateSettings } from '../../src/inputs/create-inputs.ts';
import { WrongInputs } from '../../src/inputs/inputs.ts';
import { environmentOf } from './input-environment.ts';
import { memoryReport } from './memory-report.ts';

/**
 * @param more variables in addition to the inputs
 * @returns what the create action shows for these wrong inputs: its error, and everything else
 */
export async function refusal(
  inputs: Readonly<Record<string, string>>,
  more: NodeJS.ProcessEnv = {},
): Promise<{ message: string; shown: string }> {
  const report = memoryReport();
  const error = await readCreateSettings(environmentOf(inputs, more), report).catch((reason: unknown) => reason);
  if (!(error instanceof WrongInputs)) throw new Error('These inputs are not wrong', { cause: error });
  return { message: error.message, shown: [error.message, ...report.shown, ...report.annotations].join('\n') };
}

/** @returns the error that the create action reports for these wrong inputs */
export async function refusalOf(
  inputs: Readonly<Record<string, string>>,
  more: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { message } = await refusal(inputs, more);
  return message;
}
