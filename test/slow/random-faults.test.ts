import { test } from 'vitest';
import { runWithRandomFaults } from '../helpers/random-faults.ts';

test('1,000 runs with random faults and habits of the tenant keep every promise', () => runWithRandomFaults(1000));
