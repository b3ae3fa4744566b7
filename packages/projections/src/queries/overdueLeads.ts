import { dateOf, type Instant } from '@commission-ledger/calendar';
import type { DocumentStore } from '../documentStore.ts';
import { partners } from '../models/partners.ts';
import { programs } from '../models/programs.ts';
import { readDocument, readDocuments } from '../readDocuments.ts';
import { type LeadClock, leadClocks } from './leadClocks.ts';
import { type LeadRow, openLeads } from './leadsOf.ts';
import { zoneIn } from './timeValues.ts';

/** A lead with which the program is late. */
export type OverdueLead = Readonly<{
  lead: LeadRow;
  /** The clock that ran out and is still running. */
  clock: LeadClock;
  /** The partner's manager in the program on the day asked for. */
  manager: string | null;
}>;

/** In which program, as of when, and whose leads: of all partners, or of one. */
export type OverdueScope = Readonly<{ program: string; now: Instant; partner?: string }>;

/** The leads whose running clock is past due, the longest first, then by id; none where the program promises nothing. */
export const overdueLeads = async (
  documents: DocumentStore,
  { now, ...scope }: OverdueScope,
): Promise<readonly OverdueLead[]> => {
  const program = await readDocument(documents, programs, scope.program);
  if (program?.serviceLevels === undefined) return [];
  const late: Readonly<{ lead: LeadRow; clock: LeadClock }>[] = [];
  for await (const lead of openLeads(documents, scope)) {
    const clock = leadClocks(lead, program, now).find(
      ({ stopped, status }) => stopped === null && status === 'breached',
    );
    if (clock !== undefined) late.push({ lead, clock });
  }
  const ids = [...new Set(late.map(({ lead }) => lead.partner))];
  const found = await readDocuments(documents, partners, ids);
  const today = dateOf(now, zoneIn(program.timeZone));
  const managers = new Map(
    ids.map((id, index) => [
      id,
      found[index]?.managers.findLast((each) => each.program === scope.program && each.from <= today)?.manager,
    ]),
  );
  return late
    .toSorted((a, b) => compare(a.clock.due, b.clock.due) || compare(a.lead.lead, b.lead.lead))
    .map((each) => ({ ...each, manager: managers.get(each.lead.partner) ?? null }));
};

const compare = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};
