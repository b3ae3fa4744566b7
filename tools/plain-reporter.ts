import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Closes the run with `N passed, N failed, N skipped` alone on a line, for scripts that read it. */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state] += 1;
        if (state === 'failed') failedHere += 1;
      }
      // A file that did not load, or a hook that threw, has no failed test to show for it.
      if (failedHere === 0 && module.state() === 'failed') count.failed += 1;
    }
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped`);
  }
}
