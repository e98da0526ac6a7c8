import { HttpError } from '../../src/tenant/transport/http-error.ts';
import { proofOf } from '../../src/tenant/transport/response.ts';
import { mayBeDone } from '../../src/tenant/transport/waits.ts';
import { TIMEOUT } from '../helpers/settings.ts';
import type { Job } from './job.ts';
import { FOREIGN_TEXT } from './kinds.ts';
import type { Sent } from './network.ts';
import type { SimulatedTenant } from './tenant.ts';
import { annotationsOf, type World } from './world.ts';

/** @returns what is wrong, as sentences */
type Check = (world: World) => readonly string[];

/** The message about a client that could not be found by its id. */
const WHAT_TO_LOOK_FOR = /look for a client (named ".*"|whose description contains)/;

/** How much longer than its deadline a step may take, in milliseconds. */
const GRACE = 2000;

/** @returns the broken invariants of a run */
export function problemsOf(world: World): string[] {
  return CHECKS.flatMap(check => check(world));
}

const only = (isWrong: boolean, problem: string): readonly string[] => (isWrong ? [problem] : []);

/** The id of the client whose credentials the workflow has. */
function handedOut({ main, requests }: Job, { state }: SimulatedTenant): string | undefined {
  const { 'client-id': id, 'client-secret': secret } = main.outputFile;
  const isOurs = requests.some(({ created }) => created === id) && state.secrets.has(secret ?? '');
  return isOurs ? id : undefined;
}

function isEphemeral({ mode }: Job): boolean {
  return mode.changes.isEphemeral === true;
}

/** Each client of ours is handed out, deleted or named. Saying what to look for is enough if no list showed it. */
const nothingLost: Check = ({ job, tenant }) => {
  const annotations = annotationsOf(job).replaceAll(/other than \w+(?:, \w+)*/g, '');
  const kept = isEphemeral(job) ? undefined : handedOut(job, tenant);
  return job.requests.flatMap((request, index) => {
    const { created: id } = request;
    if (id === undefined || id === kept || !tenant.state.clients.byId.has(id) || annotations.includes(id)) return [];
    const isShown = looksFor(request, job.requests.slice(index + 1), job).some(({ listed }) => listed.has(id));
    return only(isShown || !WHAT_TO_LOOK_FOR.test(annotations), `the client ${id} is lost`);
  });
};

/** Searches for what a request left: one by the main step, and no others if an intermediary refused the request. */
function looksFor({ outcome }: Sent, later: readonly Sent[], { main: { isStopped } }: Job): readonly Sent[] {
  const pages = later.filter(({ operation }) => operation === 'list');
  // Each further page begins with the last client of the page before, so a page without clients could not be read.
  const looks = pages.filter((_, index) => {
    const next = pages[index + 1];
    return next === undefined || !next.path.includes('offset=') || next.listed.size > 0;
  });
  const [own] = looks.filter(({ step }) => step === 'main');
  const inMain = own === undefined || isStopped ? [] : [own];
  const isOnce = outcome !== undefined && !(outcome instanceof HttpError) && proofOf(outcome) === 'refused in between';
  return isOnce && !isStopped ? inMain : [...inMain, ...looks.filter(({ step }) => step === 'post')];
}

/** Clients in use are kept: the one handed out, the older ones until then, and those of others at any time. */
const nothingInUseDeleted: Check = ({ job, tenant, staying }) => {
  const { mode, main, post, older } = job;
  const id = handedOut(job, tenant);
  const end = id === undefined ? undefined : tenant.deletedAt.get(id);
  const isReplaced = main.green && mode.changes.ifExists === 'replace' && mode.jobStatus === undefined;
  const kept = older.slice(0, isReplaced ? mode.changes.keepOlder : undefined);
  const isGone = (each: string) => tenant.deletedAt.has(each);
  return [
    ...only(end !== undefined && (!isEphemeral(job) || end < post.start), `the client ${id}, handed out, was deleted`),
    ...kept.filter(client => isGone(client.id)).map(client => `the older client ${client.id} was deleted`),
    ...staying.filter(isGone).map(each => `the client ${each} of others was deleted`),
  ];
};

/** After a successful job the older clients are deleted or named. */
const rotated: Check = ({ job, tenant }) => {
  const { mode, main, older } = job;
  if (!main.green || mode.changes.ifExists !== 'replace' || mode.jobStatus !== undefined) return [];
  const annotations = annotationsOf(job);
  return older
    .slice(mode.changes.keepOlder)
    .filter(({ id }) => !tenant.deletedAt.has(id) && !annotations.includes(id))
    .map(({ id }) => `the older client ${id} is kept and not named`);
};

const noOneAccused: Check = ({ job, tenant, others }) => {
  const annotations = annotationsOf(job);
  const accused = /may have been created by the request[^:]*: ([^.]*)\./g;
  const suspects = [...annotations.matchAll(accused)].map(([, ids]) => ids).join();
  const id = handedOut(job, tenant);
  return [
    ...others.filter(each => annotations.includes(each)).map(each => `the client ${each} of others is named`),
    ...only(id !== undefined && suspects.includes(id), `the client ${id}, handed out, is reported as left over`),
  ];
};

const nothingLeaked: Check = ({ job: { main, post }, tenant }) => {
  const { 'client-secret': _secret, 'access-token': _token, ...outputs } = main.outputFile;
  const texts = [main, post].flatMap(({ shown, annotations }) => [...shown, ...annotations]);
  const everything = [...texts, ...Object.values(outputs)].join('\n');
  const parts = [...tenant.state.secrets].flatMap(secret => [
    secret.replace(/^eyJ\w+\./, '').slice(0, 12),
    secret.slice(-12),
  ]);
  return [
    ...only(
      parts.some(part => everything.includes(part)),
      'a secret is shown',
    ),
    ...only(everything.includes(FOREIGN_TEXT), 'a page is shown'),
    ...only(/unexpected error/i.test(everything), 'an error of the program'),
  ];
};

const OUTPUTS = [
  'client-id',
  'client-secret',
  'client',
  'base-url',
  'token-url',
  'created',
  'changed',
  'plan',
  'sealed',
];

const greenWithOutputs: Check = ({ job, tenant }) => {
  const { main, mode, older } = job;
  const { outputFile: outputs, isStopped } = main;
  if (!main.green) return only(!isStopped && Object.keys(outputs).length > 0, 'a step that failed has outputs');
  const missing = OUTPUTS.filter(name => outputs[name] === undefined).map(name => `there is no output ${name}`);
  const { ifExists = 'create' } = mode.changes;
  if (ifExists === 'create' || ifExists === 'replace') {
    return [...missing, ...only(handedOut(job, tenant) === undefined, 'the client that is handed out is not ours')];
  }
  const [client] = older;
  const isUpdated = ifExists === 'skip' || client?.accessTokenValiditySeconds === 750;
  return [
    ...missing,
    ...only(outputs['client-id'] !== client?.id || outputs['client-secret'] !== '', 'a different client is handed out'),
    ...only(!isUpdated, 'the client is not as requested'),
  ];
};

/** The create requests that may have been carried out. */
function creates({ requests }: Job): readonly Sent[] {
  return requests.filter(({ operation, outcome }) => {
    if (operation !== 'create') return false;
    if (outcome === undefined) return true;
    if (!mayBeDone(outcome)) return false;
    return outcome instanceof HttpError || proofOf(outcome) !== 'refused';
  });
}

const atMostTwoCreates: Check = ({ job }) => {
  const [first, second, ...more] = creates(job);
  const isUnclear = ({ outcome }: Sent) =>
    outcome === undefined || outcome instanceof HttpError || proofOf(outcome) === 'unknown';
  return [
    ...only(more.length > 0, 'more than two create requests'),
    ...only(
      second !== undefined && first !== undefined && !isUnclear(first),
      'a second create request, and the first was not unclear',
    ),
  ];
};

/** If no create request can have left a client, the post step does nothing and prints nothing. */
const silentWhereNothingWasSent: Check = ({ job }) => {
  const { main, requests, post } = job;
  const left = creates(job).filter(
    ({ outcome }) => outcome === undefined || outcome instanceof HttpError || proofOf(outcome) !== 'refused in between',
  );
  if (main.isStopped || left.length > 0) return [];
  const isSilent = post.annotations.length + post.shown.length === 0 && !requests.some(({ step }) => step === 'post');
  return only(!isSilent, 'the post step does something, although nothing was sent');
};

const inTime: Check = ({ job: { main, post } }) =>
  [main, post].flatMap(({ start, end }) => only(end - start > TIMEOUT + GRACE, `a step took ${end - start} ms`));

/** Without a fault there is no search, and no annotation but the notice of the mode. */
const quietWithoutFaults: Check = ({ job }) => {
  const { requests, main, post, mode } = job;
  if (main.isStopped || requests.some(({ fault }) => fault !== undefined)) return [];
  const { notices = [] } = mode;
  const annotations = [...main.annotations, ...post.annotations];
  const isQuiet =
    annotations.length === notices.length && notices.every((notice, index) => notice.test(annotations[index] ?? ''));
  const sent = requests.filter(({ path }) => !path.includes('offset=')).map(({ operation }) => operation);
  return [
    ...only(main.green === (mode.isRefused === true) || !post.green, 'a step fails without a fault'),
    ...only(!isQuiet, 'an annotation without a fault'),
    ...only(sent.join() !== mode.requests.join(), `without a fault it sends ${sent}`),
  ];
};

const CHECKS: readonly Check[] = [
  nothingLost,
  nothingInUseDeleted,
  rotated,
  noOneAccused,
  nothingLeaked,
  greenWithOutputs,
  atMostTwoCreates,
  silentWhereNothingWasSent,
  inTime,
  quietWithoutFaults,
];
