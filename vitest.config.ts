import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'quick', include: ['test/**/*.test.ts'], exclude: ['test/slow/**'], testTimeout: 20_000, maxConcurrency: 40 } },
      { test: { name: 'slow', include: ['test/slow/**/*.test.ts'], testTimeout: 600_000 } },
    ],
  },
});
