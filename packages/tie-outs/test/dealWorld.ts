import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Instant } from '@commission-ledger/calendar';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { describeImportFailure, type ExportRow, importFiles, readExport } from '@commission-ledger/import';
import { createLedger, type Ledger, orThrow } from '@commission-ledger/ledger';
import { asOf, describeProjectionFailure, type DocumentStore } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { type DealTieOut, tieOutDeals, tieOutProjections } from '../src/index.ts';

const example = path.resolve(import.meta.dirname, '../../../examples/crm-import');

/** The small export of the example, and the real one, which is not part of the project. */
export const sample = path.join(example, 'sample');
export const fullExport = path.resolve(import.meta.dirname, '../../../../shared/data/crm');

const json = (file: string): unknown => JSON.parse(readFileSync(path.join(example, file), 'utf8'));
export const mapping = json('mapping.json');

const right = <Value>(outcome: E.Either<unknown, Value>): Value => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left));
  return outcome.right;
};

/** A ledger with the program of the example and all of an export in it. */
export const imported = async (folder: string): Promise<EventStore> => {
  const store = memoryEventStore();
  const clock = () => Date.UTC(2018, 0, 2);
  const ledger = createLedger({ store, clock });
  await orThrow(ledger.openProgram(json('program.json') as Parameters<Ledger['openProgram']>[0]));
  await orThrow(ledger.publishPlan({ document: json('plan.json'), occurredAt: '2016-10-01T00:00:00Z' }));
  const done = await importFiles({ ledger: { store, clock }, mapping, input: folder });
  if (E.isLeft(done)) throw new Error(describeImportFailure(done.left));
  return store;
};

/** The read models of a tie-out. */
export const documentsOf = async (store: EventStore, effective?: Instant): Promise<DocumentStore> => {
  const options = { store, projections: tieOutProjections, ...(effective === undefined ? {} : { effective }) };
  const made = await asOf(options);
  if (E.isLeft(made)) throw new Error(describeProjectionFailure(made.left));
  return made.right;
};

/** Every row of an export. */
export const rowsIn = async (folder: string): Promise<readonly ExportRow[]> => {
  const rows: ExportRow[] = [];
  right(await readExport({ mapping, input: folder, row: (row) => rows.push(row) }));
  return rows;
};

export const ALL_FACTS = ['DealWon', 'DealCancelled', 'PaymentReceived', 'PaymentRefunded', 'LeadSubmitted'];

/** The tie-out of these rows; the facts are those that the example's mapping tells of, unless others are said. */
export const tied = async (
  documents: DocumentStore,
  rows: readonly ExportRow[],
  program = 'crm-2017',
  facts: readonly string[] = ['DealWon', 'PaymentReceived', 'LeadSubmitted'],
): Promise<DealTieOut> => right(await tieOutDeals({ documents, program, rows, facts }));

type Fact = Extract<ExportRow, { _tag: 'Mapped' }>['facts'][number];

let line = 0;

/** A row that becomes these facts. */
export const row = (...facts: readonly Omit<Fact, 'rule' | 'at'>[]): ExportRow => ({
  _tag: 'Mapped',
  source: 'crm',
  file: 'crm.csv',
  line: (line += 1),
  facts: facts.map((fact) => ({ ...fact, rule: 0, at: String(fact.data['occurredAt']) })),
});

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const WON = '2026-03-10T10:00:00.000Z';

/** A win, as a CRM tells it. */
export const won = (deal: string, more: object = {}) => ({
  type: 'DealWon' as const,
  data: {
    deal,
    program: 'acme',
    amount: eur('100.00'),
    attribution: [{ partner: 'ada', share: '1' }],
    attributes: {},
    occurredAt: WON,
    ...more,
  },
});

export const paid = (deal: string, payment: string, amount = '100.00', more: object = {}) => ({
  type: 'PaymentReceived' as const,
  data: { deal, payment, amount: eur(amount), occurredAt: WON, ...more },
});

export const refunded = (deal: string, payment: string, refund: string, amount: string) => ({
  type: 'PaymentRefunded' as const,
  data: { deal, payment, refund, amount: eur(amount), reason: 'returned', occurredAt: WON },
});

export const cancelled = (deal: string) => ({
  type: 'DealCancelled' as const,
  data: { deal, reason: 'called off', occurredAt: WON },
});

export const submitted = (lead: string) => ({
  type: 'LeadSubmitted' as const,
  data: { lead, program: 'acme', partner: 'ada', prospect: { reference: lead }, attributes: {}, occurredAt: WON },
});

/** A program with two partners and no plan, for single facts; another program beside it. */
export const smallLedger = async (): Promise<Readonly<{ store: EventStore; ledger: Ledger }>> => {
  const store = memoryEventStore();
  const ledger = createLedger({ store, clock: () => Date.UTC(2026, 5, 1) });
  for (const program of ['acme', 'other'])
    await orThrow(
      ledger.openProgram({
        program,
        name: program,
        timeZone: 'Europe/Berlin',
        currencies: ['EUR', 'USD'],
        businessCalendar: { weekend: [6, 7], holidays: [] },
        approval: 'none',
        destinations: 'kept-by-host',
        occurredAt: '2026-01-01T00:00:00Z',
      }),
    );
  for (const partner of ['ada', 'bob'])
    await orThrow(ledger.joinPartner({ partner, name: partner, occurredAt: '2026-01-01T00:00:00Z' }));
  return { store, ledger };
};
