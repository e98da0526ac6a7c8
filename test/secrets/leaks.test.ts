import { test } from 'vitest';
import { huntLeaks } from '../helpers/leak-hunt.ts';

test('no eight characters of a secret are shown, whichever responses and inputs contain one (60 runs; test/slow has 2,000)', () =>
  huntLeaks(60));
