import { test } from 'vitest';
import { fillState } from '../helpers/full-disk.ts';

test('a disk that is full after any number of bytes of state loses no client', () => fillState(260));
