import { describe, test } from 'vitest';
import { CELLS, runWithFault } from '../helpers/fault-matrix.ts';

describe.each([
  ['once', 1],
  ['forever', Number.POSITIVE_INFINITY],
])('%s', (_, times) => {
  test.each(CELLS)('$operation: $name', ({ operation, fault }) => runWithFault(operation, fault, times));
});
