import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { requireReadablePath } from './build/checkout-path.ts';
import { keepTemporaryFilesInMemory } from './build/memory-folder.ts';

requireReadablePath(import.meta.dirname);
keepTemporaryFilesInMemory();

/** They take long, most of it in waits: a run must not end with them. */
const LONGEST = [
  'tenant/tenant',
  'create/ordinary-tenants',
  'messages/messages',
  'no-orphans/pairs',
  'no-orphans/random-faults',
  'no-orphans/unclear-create',
  'no-orphans/several-steps',
  'network/hung',
  'network/proxies-and-certificates',
  'network/slow-reader',
];

/** Without what an earlier run took, vitest would go by the size of the files; and by project in any case. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      LONGEST.some(name => moduleId.endsWith(`/test/${name}.test.ts`)) ? 0 : 1;
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** Most scenarios wait for something; side by side they wait at the same time. */
const sideBySide = { maxConcurrency: 12, sequence: { concurrent: true } };
/** What starts `dist/`. */
const built = { globalSetup: 'test/global-setup.ts', ...sideBySide };

// The worker processes do not see the option --no-color of the npm scripts.
if (process.argv.includes('--no-color')) process.env['NO_COLOR'] = '1';

export default defineConfig({
  test: {
    // Not by the number of cores: the files wait more than they compute.
    maxWorkers: 8,
    sequence: { sequencer: LongestFirst },
    // Ends what hangs. The default of five seconds also ends what a busy machine is slow at.
    testTimeout: process.env['ACTION_NODE'] === undefined ? 120_000 : 600_000,
    // No test changes a module; what one puts into the environment it takes out again.
    isolate: false,
    reporters: ['dot'],
    // What test/slow has measured is a line, without one more about where it comes from.
    disableConsoleIntercept: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'action',
          include: [
            'test/{tenant,runner,inputs,create,no-orphans,secrets,network,prune,messages,repository}/*.test.ts',
          ],
          ...built,
        },
      },
      { extends: true, test: { name: 'slow', include: ['test/slow/*.test.ts'], testTimeout: 600_000, ...built } },
    ],
  },
});
