import { expect } from 'vitest';
import { HABITS } from '../tenant/known-habits.ts';
import type { inThisProcess } from './this-process.ts';

export interface NameForm {
  readonly name: string;
  /** How the tenant stores it: a key of HABITS.forms. */
  readonly form: string;
}

const FORMS = ['a trimmed name', 'a name with its white space folded', 'a name in NFC', 'a name in NFKD'];

/** Each name in each form: twelve pairs. */
export const NAME_FORMS: readonly NameForm[] = ['Pipe  line', 'Pipe\tline', 'Pipeli\u0301ne'].flatMap(name =>
  FORMS.map(form => ({ name, form })),
);

/**
 * The second rotation deletes what the first one created.
 *
 * @param start `scenario`, or in this process
 */
export async function replaceFinds({ name, form }: NameForm, start: typeof inThisProcess): Promise<void> {
  await using s = await start({ habits: HABITS.forms[form] ?? {} });
  const first = await s.create({ name: `${name} `, 'if-exists': 'replace' });
  await first.post({ jobStatus: 'success' });
  const second = await s.create({ name: `${name} `, 'if-exists': 'replace' });
  await second.post({ jobStatus: 'success' });
  expect([...s.tenant.clients.keys()]).toEqual([second.main.outputs['client-id']]);
}
