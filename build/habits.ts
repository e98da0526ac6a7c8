/**
 * Fails when a text has a habit that makes readers stumble, in documents, messages, comments, names and titles of tests.
 *
 * node build/habits.ts
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface Habit {
  readonly pattern: RegExp;
  readonly instead: string;
  /** The files that it is wrong in; else all. */
  readonly files?: RegExp;
}

/** What workflow authors read. */
const FOR_USERS = /^(?:README|CHANGELOG|SECURITY)\.md$|^docs\/|action\.yml$|^examples\//;

const HABITS: readonly Habit[] = [
  { pattern: /\b(?:whoever|nobody|somebody)\b/i, instead: 'anyone who, no one, someone, or the passive' },
  { pattern: /\banswer(?:s|ed|ing)?\b/i, instead: 'response, respond' },
  { pattern: /\basked\b/i, instead: 'requested' },
  { pattern: /\b(?:told|tells)\b/i, instead: 'said, shown, reported' },
  { pattern: /\bvendors?\b/i, instead: 'SailPoint' },
  { pattern: /\b(?:is|are|was|were)(?: not)? there(?=[.,;:)]|$)/i, instead: 'exists, does not exist' },
  { pattern: /\b(?:bears?|bore|holds|carries|travels)\b/i, instead: 'has, contains, goes' },
  { pattern: /, too(?=[.,;:)]|$)/, instead: 'also' },
  { pattern: /\bbeside\b/i, instead: 'besides, along with, alongside' },
  { pattern: /\blook(?:s|ed|ing)? whether\b/i, instead: 'check whether' },
  { pattern: /\b(?:anew|for ever|let be)\b/i, instead: 'again, forever, leave alone' },
  { pattern: /\b(?:now and then|herd|busy loops?|least program)\b/i, instead: 'flaky, concurrent runs, load, minimal' },
  { pattern: /\b(?:the|its|our|ephemeral) mark\b/i, instead: 'marker' },
  { pattern: /\banother (?:id|secret|form)\b/i, instead: 'a new id, a different form' },
  { pattern: /\blicence/i, instead: 'license' },
  { pattern: /\b(?:green|red)\b/i, instead: 'succeeds, fails', files: FOR_USERS },
];

/** Where a word is right: a term of another program, or a text of its own. */
const RIGHT: readonly { readonly file: RegExp; readonly text: RegExp }[] = [
  { file: /^build\/habits\.ts$|^test\/repository\/texts\.test\.ts$/, text: /./ },
];

/** Made by programs, or the words of others. */
const SPARED = /^dist\/|^LICENSE$|^package-lock\.json$|\.(?:json|svg|png|jsonl)$|^test\/tenant\/openapi\//;

/** @returns one line for each place: `file:line: "words": instead` */
export function habitsIn(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    HABITS.flatMap(({ pattern, instead, files }) => {
      const found = files === undefined || files.test(file) ? pattern.exec(line)?.[0] : undefined;
      if (found === undefined || RIGHT.some(right => right.file.test(file) && right.text.test(line))) return [];
      return [`${file}:${index + 1}: "${found}": ${instead}`];
    }),
  );
}

if (import.meta.main) {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const found = files
    .split('\0')
    .filter(file => file !== '' && !SPARED.test(file))
    .flatMap(file => habitsIn(file, readFileSync(join(root, file), 'utf8')));
  for (const place of found) console.error(place);
  if (found.length > 0) process.exitCode = 1;
}
