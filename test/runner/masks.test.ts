import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpret } from './log.ts';
import { Masks } from './masks.ts';
import { jobOutputs, skippedJobOutputs, startJob } from './runner.ts';

test('a mask applies from the moment it is added, to every line of the secret', () => {
  const secret = 'top "secret"\nsecond-line';
  const masks = new Masks();
  const output = ['second-line before', `::add-mask::${secret.replaceAll('\n', '%0A')}`, 'second-line after'].join(
    '\n',
  );
  expect(interpret(output, masks).lines).toEqual(['second-line before', '*** after']);
});

const SECRET = `a"b'c&d<e>f!*(ü)\u2028`;

test.each([
  ['base64', Buffer.from(SECRET).toString('base64'), ''],
  ['base64 behind one byte', Buffer.from(`1${SECRET}`).toString('base64'), 'MW'],
  ['base64 behind two bytes', Buffer.from(`12${SECRET}`).toString('base64'), 'MTJ'],
  ['JSON', `a\\"b'c&d<e>f!*(ü)\\u2028`, ''],
  ['XML', 'a&quot;b&apos;c&amp;d&lt;e&gt;f!*(ü)\u2028', ''],
  ['URL', 'a%22b%27c%26d%3Ce%3Ef%21%2A%28%C3%BC%29%E2%80%A8', ''],
  ['command line', `a\\"b'c&d<e>f!*(ü)\u2028`, ''],
  ['expression', `a"b''c&d<e>f!*(ü)\u2028`, ''],
  ['PowerShell before the ampersand', `a"b'c&`, ''],
  ['PowerShell after it', 'd<e>f!*(ü)\u2028', ''],
])('a secret is masked in the form %s', (_, form, before) => {
  const masks = new Masks();
  masks.add(SECRET);
  // Behind other bytes, the runner's form begins with the secret's second or third byte.
  const shown = masks.apply(form);
  expect(shown.slice(0, before.length)).toBe(before);
  expect(shown.slice(before.length)).toMatch(/^.{0,3}\*\*\*$/);
});

test('double quotes around a secret are ignored, and PowerShell colors the letter after &+', () => {
  const masks = new Masks();
  masks.add('"quoted-one"');
  masks.add('first-part&+second-part');
  expect(masks.apply('quoted-one first-part&+ econd-part second')).toBe('*** *** *** second');
});

test('a mask can be of any length, and white space is not masked', () => {
  const output = ['::add-mask::x', '::add-mask:: ', 'text box'].join('\n');
  const log = interpret(output, new Masks());
  expect(log.lines.at(-1)).toBe('te***t bo***');
  expect(log.annotations).toMatchObject([{ level: 'warning', message: /Can't add secret mask for empty string/ }]);
});

test('overlapping or adjacent masks become one, in whatever order they were added', () => {
  const secrets = ['abcdef', 'bc', 'efgh', 'ij'];
  fc.assert(
    fc.property(fc.shuffledSubarray(secrets, { minLength: secrets.length }), order => {
      const masks = new Masks();
      for (const secret of order) masks.add(secret);
      expect(masks.apply('<abcdefghij> ab')).toBe('<***> ab');
    }),
  );
});

test('no part of a secret is left, whatever the other secrets are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', 'c') })),
      fc.string(),
      (secrets, rest) => {
        const masks = new Masks();
        for (const secret of secrets) masks.add(secret);
        const shown = masks.apply(`${secrets.join('')}${rest}`);
        for (const secret of secrets) expect(shown.replaceAll('***', '\n')).not.toContain(secret);
      },
    ),
  );
});

test('other jobs do not receive an output that a mask would change, or an empty one', async () => {
  const job = await startJob({ secrets: [' second-line\n'] });
  const outputs = { plain: 'x', secret: 'a second-line', nothing: '' };
  expect(jobOutputs(job, outputs)).toEqual({ plain: 'x' });
  expect(skippedJobOutputs(job, outputs)).toEqual(["Skip output 'secret' since it may contain secret."]);
  await job.close();
});
