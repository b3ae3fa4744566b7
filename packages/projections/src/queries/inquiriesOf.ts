import type { Instant } from '@commission-ledger/calendar';
import type { DocumentStore } from '../documentStore.ts';
import { inquiries, type InquiryDocument, type InquiryStatus } from '../models/inquiries.ts';
import { inquiriesOfPartners } from '../models/inquiriesOfPartners.ts';
import { type ProgramDocument, programs } from '../models/programs.ts';
import { eachDocument, readDocuments } from '../readDocuments.ts';
import { type InquiryClock, inquiryClocks } from './inquiryClocks.ts';
import { namesFor } from './names.ts';

/** An inquiry with its whole thread, and its clocks as of the moment asked for. */
export type InquiryRow = InquiryDocument &
  Readonly<{ programName: string; partnerName: string; clocks: readonly InquiryClock[] }>;

/** Which inquiries: without a status, all that are not resolved. `assignee: null` are those nobody has. */
export type InquiryScope = Readonly<{
  program?: string;
  partner?: string;
  assignee?: string | null;
  status?: InquiryStatus | 'unresolved' | 'all';
  /** As of when the clocks are read. */
  now: Instant;
}>;

/**
 * The inquiries in the scope, the longest open first. Whatever is not resolved is there by default: nothing sinks. With
 * a program and a partner only that partner's inquiries are read.
 */
export const inquiriesOf = async (documents: DocumentStore, scope: InquiryScope): Promise<readonly InquiryRow[]> => {
  const ids: string[] = [];
  for await (const { inquiry } of eachDocument(documents, inquiriesOfPartners, { prefix: prefixOf(scope) }))
    ids.push(inquiry);
  const found = (await readDocuments(documents, inquiries, ids)).flatMap((each) => (each === undefined ? [] : [each]));
  const rows = await rowsOf(documents, found.filter(isWanted(scope)), scope.now);
  return rows.toSorted((a, b) => (openedAt(a) < openedAt(b) ? -1 : 1));
};

/** Those of which a clock that still runs is past due, the most overdue first. */
export const overdueInquiries = async (
  documents: DocumentStore,
  scope: Omit<InquiryScope, 'status'>,
): Promise<readonly InquiryRow[]> => {
  const rows = await inquiriesOf(documents, { ...scope, status: 'unresolved' });
  return rows.filter((row) => overdueSince(row) !== undefined).toSorted(byDue);
};

/** One inquiry, or `undefined` when it was never opened. */
export const inquiryOf = async (
  documents: DocumentStore,
  inquiry: string,
  now: Instant,
): Promise<InquiryRow | undefined> => {
  const [found] = await readDocuments(documents, inquiries, [inquiry]);
  return found === undefined ? undefined : (await rowsOf(documents, [found], now))[0];
};

const prefixOf = ({ program, partner }: InquiryScope): string =>
  program === undefined ? '' : [program, ...(partner === undefined ? [] : [partner]), ''].join('/');

const isWanted =
  ({ partner, assignee, status = 'unresolved' }: InquiryScope): ((row: InquiryDocument) => boolean) =>
  (row) =>
    (partner === undefined || row.partner === partner) &&
    (assignee === undefined || row.assignee === assignee) &&
    (status === 'all' || (status === 'unresolved' ? row.status !== 'resolved' : row.status === status));

const openedAt = ({ thread }: InquiryRow): string => thread[0]?.recordedAt ?? '';

const overdueSince = ({ clocks }: InquiryRow): Instant | undefined =>
  clocks
    .filter(({ status, stopped }) => status === 'breached' && stopped === null)
    .map(({ due }) => due)
    .toSorted()[0];

/** Of those due at the same moment, the longest open first, as they come. */
const byDue = (a: InquiryRow, b: InquiryRow): number => {
  const [first = '', second = ''] = [overdueSince(a), overdueSince(b)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
};

const rowsOf = async (
  documents: DocumentStore,
  found: readonly InquiryDocument[],
  now: Instant,
): Promise<readonly InquiryRow[]> => {
  const { programName, partnerName } = await namesFor(documents, found);
  const ids = [...new Set(found.map(({ program }) => program))];
  const settings = await readDocuments(documents, programs, ids);
  const programIn = (program: string): ProgramDocument | undefined => settings[ids.indexOf(program)];
  return found.map((row) => ({
    ...row,
    programName: programName(row.program),
    partnerName: partnerName(row.partner),
    clocks: inquiryClocks(row, programIn(row.program), now),
  }));
};
