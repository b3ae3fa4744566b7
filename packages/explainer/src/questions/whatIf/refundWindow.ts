import { dateOf, type TimeZone } from '@commission-ledger/calendar';
import { fact, guard, text } from '@commission-ledger/calculation';
import { eventRef, momentOn, type Change, type SupposedEntry } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../../reading/sources.ts';
import type { DraftRow } from '../composeReply.ts';

/** Until when a refund of a supposed refund's payment takes commission back, by what was frozen with that commission. */
export const refundWindowRows = async (
  sources: Sources,
  changes: readonly Change[],
  entries: readonly SupposedEntry[],
  zone: TimeZone,
): Answer<readonly DraftRow[]> => {
  const rows: DraftRow[] = [];
  for (const change of changes) {
    if (change._tag !== 'refunded') continue;
    const on = momentOn(change.on, zone);
    const earned = entries.find(
      ({ kind, cause, deal, before }) =>
        kind === 'accrual' &&
        before !== undefined &&
        cause.kind === 'payment' &&
        cause.id === change.payment &&
        deal === change.deal,
    );
    const at = earned === undefined ? undefined : await sources.index.lookUp('accrual', earned.id);
    if (at === undefined || E.isLeft(on)) continue;
    const posted = await sources.events.read('AccrualPosted', at);
    if (E.isLeft(posted)) return posted;
    const { onRefund, rule } = posted.right.data;
    const { payment } = change;
    const from = [eventRef(posted.right, '/onRefund')];
    if (onRefund.commission === 'keep') {
      rows.push({ said: { key: 'whatIfStays', holes: { payment, clause: rule.clause } }, from });
    } else if (onRefund.until === undefined) {
      rows.push({ said: { key: 'whatIfWhenever', holes: { payment } }, from });
    } else {
      const { until } = onRefund;
      const day = dateOf(on.right, zone);
      const node = guard('le', [fact(text(day), []), fact(text(until), [eventRef(posted.right, '/onRefund/until')])]);
      const isInTime = day <= until;
      rows.push({
        said: { key: isInTime ? 'whatIfUntil' : 'whatIfTooLate', holes: { payment, until } },
        gate: isInTime ? 'passed' : 'failed',
        node,
        from,
      });
    }
  }
  return E.right(rows);
};
