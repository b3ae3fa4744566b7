import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { cellKey, outcomesIn, pageRows, renderPage } from './faultPage.ts';
import { postgres, stopPostgres } from './readModelPlaces.ts';

/**
 * Makes every fault happen and writes docs/reference/faults.md anew; `oxfmt` then makes its tables straight. Rows of adapters
 * that this machine does not have stay as they are.
 */
const page = path.join(import.meta.dirname, '../../docs/reference/faults.md');
const outcomes = new Map(existsSync(page) ? outcomesIn(readFileSync(page, 'utf8')) : []);
try {
  const missing = (await postgres()) === undefined ? 'PostgreSQL' : undefined;
  for (const row of pageRows) {
    for (const [adapter, cell] of row.cells) {
      if (!('run' in cell) || adapter === missing) continue;
      const started = performance.now();
      const outcome = await cell.run();
      if (outcome !== undefined) outcomes.set(cellKey(row, adapter), outcome);
      const took = Math.round(performance.now() - started);
      process.stdout.write(`${took} ms  ${cellKey(row, adapter)}: ${outcome ?? 'not run'}\n`);
    }
  }
} finally {
  await stopPostgres();
}
writeFileSync(page, renderPage(outcomes));
