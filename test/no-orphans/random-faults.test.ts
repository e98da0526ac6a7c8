import { test } from 'vitest';
import { runWithRandomFaults } from '../helpers/random-faults.ts';

test('200 runs with random faults and random habits of the tenant break no invariant (test/slow has 1,000)', () =>
  runWithRandomFaults(200));
