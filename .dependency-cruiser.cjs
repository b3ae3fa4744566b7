// What the test of the architecture does not look at: tests, benchmarks and examples, and the libraries of others.
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'An undeclared package does not resolve.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'sources-stand-alone',
      comment: 'What is published must not need what is only there for development.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm-peer', 'npm'] },
    },
    {
      name: 'sources-know-no-tests',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { path: '^(?:packages/[^/]+/(?:test|bench)|examples|test|tools)/' },
    },
    {
      name: 'testing-is-not-shipped',
      comment:
        'Only tests, benchmarks and the testing package itself use the testing package; the command line plays its simulator.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '^packages/testing/' },
      to: { path: '^packages/testing/', pathNot: '^packages/testing/src/simulator/index.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@commission-ledger/source', 'import', 'types', 'default'],
    },
  },
};
