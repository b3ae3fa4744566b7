import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests run on the sources: no build first.
  ssr: { resolve: { conditions: ['@commission-ledger/source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['./tools/property-seed.ts'],
    testTimeout: 30_000,
    maxConcurrency: 2,
    hookTimeout: 30_000,
    reporters: ['default', './tools/plain-reporter.ts'],
    coverage: { provider: 'v8', include: ['packages/*/src/**/*.ts'], reporter: ['text-summary', 'lcov'] },
  },
});
