import { existsSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { tieOutExport } from '../src/index.ts';
import { documentsOf, fullExport, imported, mapping, rowsIn, sample, tied } from './dealWorld.ts';

const folders = [
  ['the sample', sample, 94],
  ['the full export', fullExport, 4238],
] as const;

// The full export is not part of the project: where it is not beside it, the sample must do.
const here = folders.filter(([, folder]) => existsSync(folder));

it.each(here)('%s agrees with the ledger it was imported into, and one row less does not', async (_, folder, deals) => {
  const documents = await documentsOf(await imported(folder));
  const made = await tieOutExport({ documents, mapping, input: folder });
  if (E.isLeft(made)) throw new Error(made.left._tag);
  expect(made.right).toMatchObject({ verdict: 'matched', counts: { there: deals, here: deals, matched: deals } });
  const rows = await rowsIn(folder);
  const last = rows.findLast((row) => row._tag === 'Mapped' && row.facts.some(({ type }) => type === 'DealWon'));
  const less = await tied(
    documents,
    rows.filter((row) => row !== last),
  );
  expect(less.findings).toMatchObject([{ class: 'missing-there', reason: 'no-row' }]);
});
