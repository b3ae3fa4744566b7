import type { LeadRow, OverdueLead } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommissionLedger } from '../commissionLedger.ts';
import type { LeadInFull } from '../questions/leadQuestions.ts';
import type { Reach } from './reach.ts';
import type { Answer, Reaching } from './reaching.ts';

/** A lead as it is shown within a scope: the leads of others that it is a duplicate of are not named. */
const shownLead =
  ({ lead: look }: Pick<Reach, 'lead'>) =>
  async <Row extends LeadRow>(row: Row): Promise<Row> => {
    const ids = [...new Set([row, ...row.timeline].flatMap(({ duplicateOf }) => duplicateOf ?? []))];
    if (ids.length === 0) return row;
    const found = await Promise.all(ids.map(look));
    const reached = new Set(found.flatMap((each) => (E.isRight(each) ? [each.right.lead] : [])));
    const named = (id: string | null): string | null => (id !== null && reached.has(id) ? id : null);
    const timeline = row.timeline.map((step) => ({ ...step, duplicateOf: named(step.duplicateOf) }));
    return { ...row, duplicateOf: named(row.duplicateOf), timeline };
  };

/** All leads of an answer, as they are shown within the scope. */
export const shownLeads =
  (reach: Pick<Reach, 'lead'>) =>
  async (answer: Answer<readonly LeadRow[]>): Answer<readonly LeadRow[]> => {
    const rows = await answer;
    return E.isLeft(rows) ? rows : E.right(await Promise.all(rows.right.map(shownLead(reach))));
  };

/** All leads about which a program is late, in the same way. */
export const shownOverdue =
  (reach: Pick<Reach, 'lead'>) =>
  async (answer: Answer<readonly OverdueLead[]>): Answer<readonly OverdueLead[]> => {
    const late = await answer;
    if (E.isLeft(late)) return late;
    const shown = late.right.map(async (each) => ({ ...each, lead: await shownLead(reach)(each.lead) }));
    return E.right(await Promise.all(shown));
  };

/** One lead with its timeline and clocks, if it is within reach. */
export const leadInReach =
  (books: Pick<CommissionLedger, 'lead'>, reach: Reach, reached: Reaching) =>
  (id: string): Answer<LeadInFull> =>
    reached(
      () => reach.lead(id),
      async () => {
        const full = await books.lead(id);
        if (E.isLeft(full)) return full;
        return full.right === undefined
          ? E.left({ _tag: 'NotFound', what: 'lead', id })
          : E.right(await shownLead(reach)(full.right));
      },
    );
