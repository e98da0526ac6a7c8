import { test } from 'vitest';
import { PLACES, PROGRAMS, runHung } from '../helpers/hung.ts';

// At each point where a program waits for the network it hangs in turn, and must end within two seconds of its deadline.
for (const program of PROGRAMS) {
  for (const [name, place] of Object.entries(PLACES)) {
    test(`${program} ends in time if it hangs at ${name} from the sign-in on`, () =>
      runHung(program, place, 'the sign-in'));
    // The response to a deletion has no body.
    if (place.fault === undefined || (program === 'post' && place.fault.kind === 'drip')) continue;
    test(`${program} ends in time if it hangs at ${name} from the API on`, () => runHung(program, place, 'the API'));
  }
}
