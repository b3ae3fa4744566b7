/** One promise of a port, as a test that any runner can run: it resolves, or rejects with an `AssertionError`. */
export type ConformanceCase = Readonly<{ name: string; run(): Promise<void> }>;
