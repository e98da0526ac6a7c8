import { test } from 'vitest';
import { CELLS, runWithFault } from './fault-matrix.ts';

test.concurrent.each(CELLS)('$operation: $name, once', ({ operation, fault }) => runWithFault(operation, fault, 1));
