import { test } from 'vitest';
import { CELLS, runWithFault } from '../helpers/fault-matrix.ts';

// Some requests with lasting changes. test/slow has the whole matrix, and random-faults.test.ts combines all faults.
test.each(
  CELLS.filter(({ operation }) => operation === 'create' || operation === 'patch').filter(
    (_, index) => index % 13 === 0,
  ),
)('$operation: $name, once', ({ operation, fault }) => runWithFault(operation, fault, 1));
