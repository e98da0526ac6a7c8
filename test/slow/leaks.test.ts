import { test } from 'vitest';
import { huntLeaks } from '../helpers/leak-hunt.ts';

test('no eight characters of a secret are shown in 2,000 runs with secrets in responses and inputs', () =>
  huntLeaks(2000));
