// Mutation runs take long and are started by hand, for the files at hand:
// npm run mutation -- --mutate 'packages/money/src/round.ts'
// A mutated file is seen by the tests of its own package; other packages keep the original.
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  packageManager: 'pnpm',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  mutate: ['packages/{money,calendar,calculation,plans}/src/**/*.ts', '!packages/*/src/**/index.ts'],
  reporters: ['clear-text', 'progress'],
  tempDirName: '.stryker-tmp',
  thresholds: { high: 90, low: 80, break: 70 },
};
