import { test } from 'vitest';
import { runWithRandomFaults } from '../helpers/random-faults.ts';

test('1,000 runs with random faults and random habits of the tenant break no invariant', () =>
  runWithRandomFaults(1000));
