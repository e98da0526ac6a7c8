import { test } from 'vitest';
import { runWithRandomFaults } from '../helpers/random-faults.ts';

test('200 runs with random faults and habits of the tenant keep every promise (test/slow has 1,000)', () =>
  runWithRandomFaults(200));
