import { test } from 'vitest';
import { CELLS, runWithFault } from './helpers/fault-matrix.ts';

// The requests that change something for good; test/slow has the whole matrix, random-faults.test.ts all of it mixed.
test.each(CELLS.filter(({ operation }) => operation === 'create' || operation === 'patch'))(
  '$operation: $name, once',
  ({ operation, fault }) => runWithFault(operation, fault, 1),
);
