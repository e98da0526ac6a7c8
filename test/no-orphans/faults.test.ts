import { test } from 'vitest';
import { CELLS, runWithFault } from '../helpers/fault-matrix.ts';

// Some of the requests that change something for good; test/slow has the whole matrix, random-faults.test.ts all of it mixed.
test.each(
  CELLS.filter(({ operation }) => operation === 'create' || operation === 'patch').filter(
    (_, index) => index % 7 === 0,
  ),
)('$operation: $name, once', ({ operation, fault }) => runWithFault(operation, fault, 1));
