import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests run on the sources: no build first.
  ssr: { resolve: { conditions: ['@commission-ledger/source', 'node', 'development|production'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'],
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
