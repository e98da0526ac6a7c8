import { test } from 'vitest';
import { answerInBetween } from '../helpers/ambiguous-create.ts';

test.each([false, true])('whatever somebody in between answers after the create (ephemeral: %s)', ephemeral =>
  answerInBetween(1, ephemeral),
);
