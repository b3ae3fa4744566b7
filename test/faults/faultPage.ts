import type { Cell, FaultRow } from './cell.ts';
import { documentAdapters, readModelFaults } from './readModelFaults.ts';
import { historyAdapters, historyFaults } from './historyFaults.ts';

/** A row without its types: what the page and the test need of it. */
export type PageRow = Readonly<{ table: string; point: string; fault: string; cells: ReadonlyMap<string, Cell> }>;

const rowsOf = <Adapter extends string>(
  table: string,
  adapters: readonly Adapter[],
  rows: readonly FaultRow<Adapter>[],
): readonly PageRow[] =>
  rows.map(({ point, fault, on }) => ({
    table,
    point,
    fault,
    cells: new Map(adapters.map((adapter) => [adapter, on[adapter]])),
  }));

const tables = [
  { title: 'The history', adapters: historyAdapters, rows: rowsOf('The history', historyAdapters, historyFaults) },
  {
    title: 'The read models',
    adapters: documentAdapters,
    rows: rowsOf('The read models', documentAdapters, readModelFaults),
  },
] as const;

/** Every fault, of both tables. */
export const pageRows: readonly PageRow[] = tables.flatMap(({ rows }) => rows);

/** What came of each fault on each adapter; what was not run is missing. */
export type Outcomes = ReadonlyMap<string, string>;

/** Which cell of the page it is. */
export const cellKey = (row: Pick<PageRow, 'table' | 'fault'>, adapter: string): string =>
  [row.table, row.fault, adapter].join(' / ');

const intro = `# What happens when something fails

Each line is a fault that is made to happen on the real thing (a file, a killed process, a server that is cut off or
restarted), and what came of it. The tables are written by the program that makes them happen; a test runs it again and fails
when anything comes out differently. An adapter of your own can be tried with the
[conformance kit](../../packages/testing/README.md).

- A batch of three events is sent into the fault and then sent again, as every caller does. What it was answered comes first, then
  how much of it is stored, then the answer to the second time, then whether the history is byte for byte what was sent.
- \`Unavailable\`, \`Busy\`, \`Corrupt\` and \`NotALedger\` are failures of a store, \`conflict\` is an answer.
- F1 to F18 are the places where a fault can strike. F15 and F16 are about anchors and payment providers, which are no stores.
- EventStoreDB is the real client against a server that follows its protocol; PostgreSQL is a real server.
`;

/** The page with these outcomes. */
export const renderPage = (outcomes: Outcomes): string =>
  [
    intro.trimEnd(),
    ...tables.flatMap(({ title, adapters, rows }) => ['', `## ${title}`, '', ...tableOf(adapters, rows, outcomes)]),
    '',
  ].join('\n');

const tableOf = (adapters: readonly string[], rows: readonly PageRow[], outcomes: Outcomes): readonly string[] => [
  lineOf(['', 'what goes wrong', ...adapters]),
  lineOf(['---', '---', ...adapters.map(() => '---')]),
  ...rows.map((row) => {
    const texts = [...row.cells].map(([adapter, cell]) =>
      'run' in cell ? (outcomes.get(cellKey(row, adapter)) ?? 'not run yet') : `– (${cell.doesNotApply})`,
    );
    return lineOf([row.point, row.fault, ...texts]);
  }),
];

const lineOf = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;

/** The outcomes that a page tells of. */
export const outcomesIn = (page: string): Outcomes => {
  const outcomes = new Map<string, string>();
  for (const { title, adapters } of tables) {
    const [, section = ''] = page.split(`## ${title}\n`);
    const [table = ''] = section.split('\n## ');
    for (const line of table.split('\n').filter((each) => each.startsWith('|'))) {
      const [, fault = '', ...cells] = line
        .split('|')
        .slice(1, -1)
        .map((each) => each.trim());
      for (const [index, adapter] of adapters.entries()) {
        const text = cells[index];
        if (text !== undefined) outcomes.set(cellKey({ table: title, fault }, adapter), text);
      }
    }
  }
  return outcomes;
};

/** A page without the spaces and dashes that only make its tables straight. */
export const withoutPadding = (page: string): string =>
  page
    .replaceAll(/ *\| */g, '|')
    .replaceAll(/-{3,}/g, '---')
    .trim();
