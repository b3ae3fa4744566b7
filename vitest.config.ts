import { defineConfig } from 'vitest/config';

/** Their tests change nothing that another test file could see, so a process loads these packages once for many files. */
const pure = [
  'calculation',
  'calendar',
  'contract',
  'digest',
  'events',
  'explainer',
  'import',
  'ledger',
  'locale',
  'money',
  'plans',
  'projections',
].map((name) => `packages/${name}/test/**/*.test.ts`);

/** What the documentation shows, run. */
const pages = 'test/snippets.test.ts';

const all = ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'];

export default defineConfig({
  // Tests run on the sources: no build first.
  ssr: { resolve: { conditions: ['@commission-ledger/source', 'node', 'development|production'] } },
  test: {
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'pages', include: [pages] } },
      { extends: true, test: { name: 'real', include: all, exclude: ['**/node_modules/**', pages, ...pure] } },
    ],
    setupFiles: ['./tools/property-seed.ts'],
    // A process for every core; limits are for what hangs, not for what is slow on a busy machine.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxConcurrency: 2,
    reporters: ['default', './tools/plain-reporter.ts'],
    coverage: { provider: 'v8', include: ['packages/*/src/**/*.ts'], reporter: ['text-summary', 'lcov'] },
  },
});
