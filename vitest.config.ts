import { defineConfig } from 'vitest/config';

/** Most scenarios wait for something; side by side they wait at the same time. */
const sideBySide = { maxConcurrency: 12, sequence: { concurrent: true } };

export default defineConfig({
  test: {
    // Not by the number of cores: the files wait more than they compute.
    maxWorkers: 5,
    isolate: false,
    projects: [
      { test: { name: 'tools', include: ['test/{tenant,runner}/*.test.ts'] } },
      { test: { name: 'action', include: ['test/*.test.ts'], testTimeout: 120_000, ...sideBySide } },
      { test: { name: 'slow', include: ['test/slow/*.test.ts'], testTimeout: 600_000, ...sideBySide } },
    ],
  },
});
