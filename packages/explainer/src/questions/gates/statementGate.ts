import { statementAt, statementPeriodOf } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { closings, eachDocument, instantIn, type ClosingDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import { accountKeyOf } from '../standing/readAccount.ts';
import type { LookedAt } from './gate.ts';
import { momentsOf } from './moments.ts';
import type { EarnedEvent } from './paidGates.ts';

/** It belongs to the statement in which it is missed; or to a later one, because of when it happened or was recorded. */
export const statementGate = async (
  { documents, sources }: Asking,
  accrual: EarnedEvent,
  month: string,
  { zone }: ProgramZone,
): Answer<LookedAt> => {
  const { program, partner, amount, occurredAt } = accrual.data;
  const account = { program, partner, currency: amount.currency };
  let before: ClosingDocument | undefined;
  for await (const closing of eachDocument(documents, closings, { prefix: `${accountKeyOf(account)}/` }))
    if (closing.event.revision < accrual.revision) before = closing;
  const closedUntil = before === undefined ? undefined : instantIn(before.until);
  const at = statementAt(occurredAt, closedUntil);
  const { key } = statementPeriodOf(at, zone);
  const { on, recorded } = momentsOf(accrual, zone);
  const of = { month, on, zone };
  const from = [eventRef(accrual, '/occurredAt')];
  if (key === month) return E.right({ state: 'passed', said: { key: 'whyNotInStatement', holes: of }, from });
  if (before !== undefined && at !== occurredAt) {
    const closed = await sources.events.read('PeriodClosed', before.event);
    if (E.isLeft(closed)) return closed;
    const holes = { ...of, recorded, closed: momentsOf(closed.right, zone).recorded, instead: key };
    return E.right({
      state: 'failed',
      said: { key: 'whyNotClosedBefore', holes },
      from: [...from, eventRef(closed.right, '/until')],
    });
  }
  const holes = { ...of, instead: key };
  return E.right({
    state: 'failed',
    said: { key: 'whyNotOtherMonth', holes },
    from,
  });
};
