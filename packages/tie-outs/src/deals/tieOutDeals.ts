import type { Instant, TimeZone } from '@commission-ledger/calendar';
import { type ExportRow, type ImportFailure, readExport } from '@commission-ledger/import';
import { type DocumentStore, eachDocument, leadOf, moneyIn, programOf, zoneIn } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { tally } from '../tally.ts';
import { amountsOf, compareDeal, type DealHere, inShort, termsTold } from './compareDeal.ts';
import { dealDocuments, type DealDocument, type DealTerms, type PaidDocument } from './dealDocuments.ts';
import type { DealFinding, MissingHere } from './dealFinding.ts';
import type { DealTieOut } from './dealTieOut.ts';
import { type Exported, exportCollector, type ExportedDeal, sorted } from './exportedDeals.ts';

/** What a tie-out of deals is made of. */
export type TieOutDeals = Readonly<{
  /** Documents of `tieOutProjections`, of the same time as `before`. */
  documents: DocumentStore;
  program: string;
  /** The rows of the export, in any order. */
  rows: AsyncIterable<ExportRow> | Iterable<ExportRow>;
  /** The facts that rows of the export can become: what it never tells of is not compared. */
  facts: readonly string[];
  /** What happened at this moment or later does not count. */
  before?: Instant;
}>;

/** Why deals cannot be compared at all. */
export type DealTieOutFailure = Readonly<{ _tag: 'NoSuchProgram'; program: string }> | ImportFailure;

/**
 * Holds each deal of an export against the ledger. Memory grows with the deals of the export, not with the ledger, and
 * time with both.
 */
export const tieOutDeals = async (order: TieOutDeals): Promise<E.Either<DealTieOutFailure, DealTieOut>> => {
  const collector = exportCollector(order.before);
  for await (const row of order.rows) collector.take(row);
  return compare(order, collector.end());
};

/** The same for the files of an export, as a mapping of an import reads them. */
export const tieOutExport = async ({
  documents,
  mapping,
  input,
  before,
}: Readonly<{ documents: DocumentStore; mapping: unknown; input: string; before?: Instant }>): Promise<
  E.Either<DealTieOutFailure, DealTieOut>
> => {
  const collector = exportCollector(before);
  const told = await readExport({ mapping, input, row: collector.take });
  if (E.isLeft(told)) return told;
  const { program, facts } = told.right;
  return compare({ documents, program, facts, ...(before === undefined ? {} : { before }) }, collector.end());
};

type Asked = Omit<TieOutDeals, 'rows'>;

const compare = async (asked: Asked, exported: Exported): Promise<E.Either<DealTieOutFailure, DealTieOut>> => {
  const { documents, program, facts, before } = asked;
  const settings = await programOf(documents, program);
  if (settings === undefined) return E.left({ _tag: 'NoSuchProgram', program });
  const zone = zoneIn(settings.timeZone);
  const compared = { payments: facts.includes('PaymentReceived'), refunds: facts.includes('PaymentRefunded') };
  const sums = tally<'deals' | 'payments' | 'refunds'>();
  const findings: DealFinding[] = [...exported.findings];
  const left = new Map([...exported.deals].filter(([, deal]) => isOfProgram(deal, program)));
  const counts = { there: left.size, here: 0, matched: 0, different: 0, missingHere: 0, missingThere: 0 };
  for (const deal of left.values()) {
    for (const { amount } of termsTold(deal).slice(0, 1)) sums.count('there', 'deals', moneyIn(amount));
    if (compared.payments) for (const amount of amountsOf(deal.payments)) sums.count('there', 'payments', amount);
    if (compared.refunds) for (const amount of amountsOf(deal.refunds)) sums.count('there', 'refunds', amount);
  }
  /** What the ledger has of a deal of the export that it does not count as one of the program's. */
  const hints = new Map<string, DealDocument | PaidDocument>();
  for await (const { head, paid } of dealsIn(documents)) {
    const here = wonIn(head, paid, program);
    if (here === undefined) {
      if (left.has(head.deal)) hints.set(head.deal, head);
      continue;
    }
    const { terms } = here.deal;
    counts.here += 1;
    sums.count('here', 'deals', moneyIn(terms.amount));
    for (const { kind, amount } of paid) if (compared[`${kind}s`]) sums.count('here', `${kind}s`, moneyIn(amount));
    const there = left.get(head.deal);
    left.delete(head.deal);
    if (there === undefined || there.won.length === 0) {
      counts.missingThere += 1;
      findings.push(missingThere(here, exported, zone));
      continue;
    }
    const fields = compareDeal(there, here, zone, compared);
    counts[fields.length === 0 ? 'matched' : 'different'] += 1;
    if (fields.length === 0) continue;
    const event = here.deal.won?.id ?? null;
    findings.push({ class: 'different', deal: head.deal, fields, event, rows: rowsOf(there) });
  }
  counts.missingHere = left.size;
  for (const deal of left.values()) findings.push(await missingHere(deal, hints.get(deal.deal), documents, zone));
  return E.right({
    schema: 'tie-out/1',
    kind: 'deals',
    program,
    before: before ?? null,
    verdict: findings.length === 0 ? 'matched' : 'different',
    counts: { ...counts, rows: exported.rows },
    sums: sums.sums(),
    notCompared: [
      ...(compared.payments ? [] : (['payments'] as const)),
      ...(compared.refunds ? [] : (['refunds'] as const)),
    ],
    findings: findings.toSorted(byDealAndClass),
  });
};

/** A deal whose win is not told may be the program's; one that others have is not. */
const isOfProgram = ({ won }: ExportedDeal, program: string): boolean =>
  won.length === 0 || won.some(({ data }) => data.program === program);

type Group = Readonly<{ head: DealDocument | PaidDocument; paid: readonly PaidDocument[] }>;

/** The documents of each deal together, as they stand in the store one after another. */
async function* dealsIn(documents: DocumentStore): AsyncGenerator<Group> {
  let group: { head: DealDocument | PaidDocument; paid: PaidDocument[] } | undefined;
  for await (const document of eachDocument(documents, dealDocuments)) {
    if (group !== undefined && group.head.deal !== document.deal) {
      yield group;
      group = undefined;
    }
    group ??= { head: document, paid: [] };
    if (document.kind !== 'deal') group.paid.push(document);
  }
  if (group !== undefined) yield group;
}

const wonIn = (head: Group['head'], paid: Group['paid'], program: string): DealHere | undefined => {
  if (head.kind !== 'deal' || head.terms?.program !== program) return undefined;
  return { deal: { ...head, terms: head.terms }, paid };
};

const rowsOf = ({ won, cancelled, payments, refunds, amended }: ExportedDeal): ReturnType<typeof sorted> => {
  const all = [won, cancelled, ...payments.values(), ...refunds.values(), ...amended.values()].flat();
  const rows = new Map(all.flatMap((told) => told.rows.map((row) => [`${row.file}:${row.line}`, row] as const)));
  return sorted([...rows.values()]);
};

const missingThere = ({ deal }: DealHere, { leads, deals }: Exported, zone: TimeZone): DealFinding => {
  const told = deals.get(deal.deal);
  const ofLead = deal.terms.lead === null ? undefined : leads.get(deal.terms.lead);
  const rows = told === undefined ? sorted(ofLead ?? []) : rowsOf(told);
  const reason = rows.length === 0 ? 'no-row' : 'not-won-there';
  const event = deal.won?.id ?? null;
  return { class: 'missing-there', deal: deal.deal, here: inShort(deal.terms, zone), reason, event, rows };
};

const missingHere = async (
  deal: ExportedDeal,
  hint: DealDocument | PaidDocument | undefined,
  documents: DocumentStore,
  zone: TimeZone,
): Promise<DealFinding> => {
  const [told] = termsTold(deal);
  const there = told === undefined ? null : inShort(told, zone);
  const why = await whyMissing(told, hint, documents);
  return { class: 'missing-here', deal: deal.deal, there, rows: rowsOf(deal), ...why };
};

const whyMissing = async (
  told: DealTerms | undefined,
  hint: DealDocument | PaidDocument | undefined,
  documents: DocumentStore,
): Promise<MissingHere> => {
  if (hint?.kind === 'deal') {
    const { terms, won, parked } = hint;
    if (terms !== null) return { reason: 'other-program', program: terms.program, event: won?.id ?? null };
    return { reason: 'parked', told: parked?.reason ?? null, event: parked?.event ?? null };
  }
  if (hint !== undefined) return { reason: 'parked', told: null, event: hint.event };
  const lead = told?.lead == null ? undefined : await leadOf(documents, told.lead);
  if (lead === undefined) return { reason: 'unknown', event: null };
  const event = lead.timeline.at(-1)?.event ?? null;
  return { reason: 'lead-not-won', lead: lead.lead, state: lead.state, event };
};

/** What is about no deal comes first, by its row. */
const byDealAndClass = (a: DealFinding, b: DealFinding): number => {
  const [one, other] = [placeOf(a), placeOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
};

const placeOf = (finding: DealFinding): string => {
  const [row] = finding.rows;
  const line = `${row?.file ?? ''} ${`${row?.line ?? 0}`.padStart(12, '0')}`;
  if (finding.class === 'unreadable-row') return ` ${line}`;
  return `${finding.deal} ${finding.class} ${finding.class === 'rows-contradict' ? finding.what : ''} ${line}`;
};
