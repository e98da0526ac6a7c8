import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PRODUCT, userAgent } from '../../src/version.ts';
import { anyText } from '../helpers/any-text.ts';

test.for([
  [{}, PRODUCT],
  [{ GITHUB_REPOSITORY: 'acme/config', GITHUB_RUN_ID: '77' }, `${PRODUCT} (acme/config; run 77)`],
  [{ GITHUB_REPOSITORY: 'acme/config' }, `${PRODUCT} (acme/config)`],
  [{ GITHUB_RUN_ID: '77', GITHUB_REPOSITORY: '' }, `${PRODUCT} (run 77)`],
] as const)('the user agent in the environment %j is %s', ([env, expected]) => {
  expect(userAgent({ ...env })).toBe(expected);
});

test('in any environment, the user agent is one product and one comment in visible ASCII, at most 200 characters', () => {
  const text = fc.oneof(anyText, fc.string({ minLength: 200, maxLength: 400 }));
  fc.assert(
    fc.property(text, text, (GITHUB_REPOSITORY, GITHUB_RUN_ID) => {
      const agent = userAgent({ GITHUB_REPOSITORY, GITHUB_RUN_ID });
      expect(agent.length).toBeLessThanOrEqual(200);
      expect(agent).toMatch(/^idn-oauth-client\/[\d.]+( \([^()\\]+\))?$/);
      expect(agent).toMatch(/^[ -~]+$/);
    }),
  );
});
