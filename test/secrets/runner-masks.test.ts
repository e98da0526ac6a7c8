import { expect, test } from 'vitest';
import { connectionTo } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

/** The text that a browser shows. */
function rendered(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
/** The forms in which people read it: plain or as JSON. */
const shows = (text: string, secret: string) =>
  text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1));

const SECRETS: readonly [string, string][] = [
  ['plain (control)', 'n3wS3cretOfTheClientAbc0123'],
  ['ampersand (control)', 'n3wS3cret&OfTheCli<entAbc0123'],
  ['apostrophe', "n3wS3cret'OfTheClientAbc0123"],
  ['quote', 'n3wS3cret"OfTheClientAbc0123'],
  ['backslash', 'n3wS3cret\\OfTheClientAbc0123'],
  ['backslash and less-than', 'n3wS3cret\\OfThe<ClientAbc0123'],
];

test.each(SECRETS)('the post step does not show the new secret echoed by the tenant: %s', async (_, secret) => {
  await using s = await inThisProcess({ habits: { createResponse: created => ({ ...created, secret }) } });
  const { main, post } = await s.create({ ephemeral: 'true', 'timeout-seconds': '8' });
  expect(main.outputs['client-secret']).toBe(secret);
  s.tenant.fault({
    on: 'delete',
    do: { kind: 'echo', at: 'messages', text: secret, status: 403, work: 'not done' },
    times: 9,
  });
  const end = await post();
  expect(end.failed).toBe(true);
  expect({ log: shows(end.log, secret), summary: shows(rendered(end.summary), secret) }).toEqual({
    log: false,
    summary: false,
  });
});

test.each(SECRETS)('a secret of the job in a wrong input is not shown: %s', async (_, secret) => {
  await using s = await inThisProcess();
  s.job.masks.add(secret);
  const { main } = await s.create({ enabled: secret });
  expect(main.failed).toBe(true);
  expect({ log: shows(main.log, secret), summary: shows(rendered(main.summary), secret) }).toEqual({
    log: false,
    summary: false,
  });
});

test.each(SECRETS)('prune does not show a secret of the job as a name: %s', async (_, secret) => {
  await using s = await inThisProcess();
  s.job.masks.add(secret);
  s.tenant.addClient({ name: secret });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect({ log: shows(main.log, secret), summary: shows(rendered(main.summary), secret) }).toEqual({
    log: false,
    summary: false,
  });
});

test.each(SECRETS)('a dry run does not show a secret of the job as a description: %s', async (_, secret) => {
  await using s = await inThisProcess();
  s.job.masks.add(secret);
  const { main } = await s.create({ description: secret, 'dry-run': 'true' });
  expect(main.failed).toBe(false);
  expect({ log: shows(main.log, secret), summary: shows(rendered(main.summary), secret) }).toEqual({
    log: false,
    summary: false,
  });
});

// A secret that the program knows, and that the tenant echoes in a different form.
const known = 'ab&cd<ef\'gh"ij>kl&mn';
const FORMS: readonly [string, string][] = [
  ['JSON', JSON.stringify(known).slice(1, -1)],
  ['spaces as tabs', 'a&b\tc<d\te>f\tg"h\ti\'j\tk&l'],
  ['zero width', [...known].join('\u200b')],
];
test.each(FORMS)('a known secret in a name is hidden in its escaped form: %s', async (how, form) => {
  const secret = how === 'spaces as tabs' ? form.replaceAll('\t', ' ') : known;
  await using s = await inThisProcess();
  s.job.masks.add(secret);
  // As the password of a proxy it may contain a space.
  const env = {
    SAIL_CLIENT_SECRET: known,
    https_proxy: `http://ci:${encodeURIComponent(secret)}@127.0.0.1:1`,
  };
  s.tenant.addClient({ name: `x ${form}`, id: `y${form}` });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune', env });
  expect(main.failed, main.log).toBe(false);
  const wanted = form.replaceAll('\t', ' ').replaceAll('\u200b', '');
  const text = rendered(main.summary).replaceAll('\t', ' ');
  expect({ log: main.log.includes(wanted), summary: text.includes(wanted) || text.includes(secret) }).toEqual({
    log: false,
    summary: false,
  });
});
