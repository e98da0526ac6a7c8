import { test } from 'vitest';
import { CELLS, runWithFault } from './helpers/fault-matrix.ts';

// The request that creates the secret; test/slow has the whole matrix, random-faults.test.ts all of it mixed.
test.each(CELLS.filter(({ operation }) => operation === 'create'))('$operation: $name, once', ({ operation, fault }) =>
  runWithFault(operation, fault, 1),
);
