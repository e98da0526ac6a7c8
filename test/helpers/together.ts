/** Inputs that are read together: a problem with one can hide or cause a problem with another. */
const KIN: readonly (readonly string[])[] = [
  ['tenant', 'base-url', 'api-version'],
  ['pat-client-id', 'pat-client-secret', 'access-token'],
  ['grant-types', 'redirect-uris'],
];

/**
 * Combines cases with wrong inputs: one run reports every problem, so many cases need only one start of the action.
 *
 * @param inputsOf what a case gives
 * @returns groups of cases, in which no two touch the same input or inputs that are read together
 */
export function together<Case>(
  cases: readonly Case[],
  inputsOf: (each: Case) => Readonly<Record<string, string>>,
): Case[][] {
  const groups: { readonly touched: Set<string>; readonly cases: Case[] }[] = [];
  for (const each of cases) {
    const touches = Object.keys(inputsOf(each)).map(name => KIN.find(kin => kin.includes(name))?.[0] ?? name);
    let group = groups.find(({ touched }) => touches.every(name => !touched.has(name)));
    if (group === undefined) {
      group = { touched: new Set(), cases: [] };
      groups.push(group);
    }
    for (const name of touches) group.touched.add(name);
    group.cases.push(each);
  }
  return groups.map(group => group.cases);
}
