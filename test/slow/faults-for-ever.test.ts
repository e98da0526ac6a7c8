import { test } from 'vitest';
import { CELLS, runWithFault } from '../fault-matrix.ts';

test.concurrent.each(CELLS)('$operation: $name, for ever', ({ operation, fault }) =>
  runWithFault(operation, fault, Number.POSITIVE_INFINITY),
);
