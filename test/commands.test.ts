import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { appendPairs, issueCommand } from '../src/runner/commands.ts';
import { parsePairs } from './runner/files.ts';

const written: string[] = [];
vi.mock('node:fs', async importOriginal => {
  const original = await importOriginal<typeof import('node:fs')>();
  const writeSync = (_descriptor: number, bytes: Buffer) => written.push(bytes.toString()) && bytes.length;
  return { ...original, writeSync };
});

const text = fc.string({ unit: 'binary' }).map(given => given.replaceAll('\u0000', ''));

test('a command is written as @actions/core writes it', () => {
  const own = (message: string) => {
    written.length = 0;
    issueCommand('warning', message);
    return written.join('');
  };
  const library = (message: string) => {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    core.warning(message);
    const lines = stdout.mock.calls.map(([line]) => String(line)).join('');
    stdout.mockRestore();
    return lines;
  };
  fc.assert(
    fc.property(text, message => {
      expect(own(message)).toBe(Buffer.from(library(message)).toString());
    }),
  );
});

test('a pair is read back by the runner as what @actions/core would have written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'commands-'));
  const file = join(folder, 'output');
  try {
    fc.assert(
      fc.property(fc.oneof(text, fc.constantFrom('end_of_value', 'a\nend_of_value\nb', 'end_of_value_')), value => {
        writeFileSync(file, '');
        appendPairs(file, { before: 'x', ours: value });
        vi.stubEnv('GITHUB_OUTPUT', file);
        core.setOutput('theirs', value);
        const { ours, theirs } = parsePairs(readFileSync(file, 'utf8'));
        expect(ours).toBe(theirs);
      }),
    );
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  }
});
