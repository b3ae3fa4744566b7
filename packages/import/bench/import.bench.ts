import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLedger, orThrow } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { memoryEventStore } from '@commission-ledger/event-store';
import { importFiles } from '../src/index.ts';

const example = path.resolve(import.meta.dirname, '../../../examples/crm-import');
const read = (file: string): string => readFileSync(path.join(example, file), 'utf8');
const json = (file: string): unknown => JSON.parse(read(file));

const opportunities = 5000;
const products = ['GTX Basic', 'GTXPro', 'MG Special', 'MG Advanced'];
const agents = ['Aster', 'Birch', 'Clover', 'Dahlia', 'Elder', 'Fern'];
const rows = Array.from({ length: opportunities }, (_, index) => {
  const [product, agent] = [products[index % products.length], agents[index % agents.length]];
  const closed = `${1 + ((index * 7) % 12)}/${1 + ((index * 11) % 28)}/2017`;
  return `OPP${index},Agent ${agent},${product},,${index % 2 === 0 ? 'Won' : 'Lost'},12/1/2016,${closed},${index}.50`;
});

const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-bench-'));
for (const file of ['sales_teams.csv', 'products.csv']) writeFileSync(path.join(folder, file), read(`sample/${file}`));
const header = read('sample/sales_pipeline.csv').split('\n', 1).join('');
writeFileSync(path.join(folder, 'sales_pipeline.csv'), [header, ...rows, ''].join('\n'));

const store = memoryEventStore();
const ledger = createLedger({ store });
await orThrow(ledger.openProgram(json('program.json') as Parameters<typeof ledger.openProgram>[0]));
await orThrow(ledger.publishPlan({ document: json('plan.json') }));

const timed = async (name: string, dryRun: boolean) => {
  const began = performance.now();
  const imported = await importFiles({ ledger: { store }, mapping: json('mapping.json'), input: folder, dryRun });
  if (E.isLeft(imported)) throw new Error(imported.left._tag);
  const seconds = (performance.now() - began) / 1000;
  const { rowsRead, eventsWritten, rowsRefused } = imported.right;
  const a_second = Math.round(rowsRead / seconds).toLocaleString('en');
  return { name, rows: rowsRead, events: eventsWritten, refused: rowsRefused, 'rows a second': a_second };
};

try {
  console.table([
    await timed('dry run', true),
    await timed('first import', false),
    await timed('the same again', false),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
