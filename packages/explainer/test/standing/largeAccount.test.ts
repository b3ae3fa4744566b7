import { localDate } from '@commission-ledger/calendar';
import { orThrow } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { balancesOf } from '@commission-ledger/projections';
import { describe, expect, it } from 'vitest';
import { right } from '../history.ts';
import { answering, linesOf, verified } from './explainerIn.ts';
import { account, accountId, eur, juneAndLateRefund, type Resale } from './resaleStory.ts';

/** More records than are read for one answer, all of a day in May. */
const manyCorrections = async ({ at, ledger, close }: Resale): Promise<void> => {
  at('2026-05-10T08:00:00Z');
  for (let index = 0; index < 500; index += 1)
    await orThrow(
      ledger.postAdjustment({
        ...account,
        adjustment: `fix-${index}`,
        amount: eur('0.01'),
        reason: 'A cent',
        author: 'ann',
        approver: 'bob',
        maturesOn: '2026-05-10',
      }),
    );
  at('2026-06-02T08:00:00Z');
  await close('2026-05');
};

describe('an account with too many records to read them for an answer', () => {
  it('is answered from its sums, and its statements from their own lines, as any other', async () => {
    const { store } = await juneAndLateRefund(manyCorrections);
    const { explainer, documents } = await answering(store);
    const on = right(localDate('2026-08-10'));
    const reply = right(await explainer.whyOf({ kind: 'account', id: accountId, on }));
    const [figures] = await balancesOf(documents, { program: 'resale', partner: 'orion', asOf: on });
    expect(reply.amount).toEqual(eur('-284.80'));
    expect(figures && toJson(figures.receivable)).toEqual(eur('284.80'));
    expect(linesOf(reply).slice(2)).toEqual([
      '1 commission earned  2400.00',
      '2 commission taken back  -284.80',
      '3 corrected, calculated anew, advanced and written off  5.00',
      '4 paid out, with what was kept back as tax and fees  -2405.00',
      '5 where this money is  (-284.80)',
      '5.1 to be made up for by what is earned next  -284.80',
      '6 the same by the month in which it happened (UTC)  (-284.80)',
      expect.stringMatching(/^6\.1 in July 2026, \d lines? {2}-2405\.00$/),
      '6.2 in June 2026, 3 lines  2115.20',
      '6.3 in May 2026, 500 lines  5.00',
      expect.stringMatching(/^7 added up from the books: 508 records of this account up to number 507, /),
    ]);
    await verified(explainer, store, reply);

    const june = right(await explainer.whyOf({ kind: 'statement', id: `${accountId}/2026-06` }));
    expect(linesOf(june).slice(1, 11)).toEqual([
      'It ends at 2,405.00 EUR and stays so: it was closed 3 July 2026 with all that was known then. After that 1 line of the same time reached us, together −284.80; with them it would have been 2,120.20. They are in later statements.',
      '1 owed when 1 June 2026 began  5.00',
      '2 commission earned, 2 lines  2400.00',
      '2.1 deal D-2088, earned 3 June 2026, payable from 3 June 2026  1440.00',
      '2.2 deal D-2091, earned 9 June 2026, payable from 9 June 2026  960.00',
      expect.stringMatching(/^3 ✓ closed 3 July 2026 by ann; its lines have the hash [0-9a-f]{16}, and so do these$/),
      '4 reached us after that, 1 line  (-284.80)',
      '4.1 deal D-2088: the customer got money back 20 June 2026  -284.80',
      expect.stringMatching(/^4\.1\.1 happened 20 June 2026, reached us 18 July 2026, .* it is in statement 2026-07$/),
      '5 what it would be with that  (2120.20)',
    ]);
    await verified(explainer, store, june);
    const july = right(await explainer.whyOf({ kind: 'statement', id: `${accountId}/2026-07` }));
    expect(july.verdict[1]).toEqual({ key: 'statementBrought', holes: { count: 1, from: '2026-07-01' } });
    await verified(explainer, store, july);
    const may = right(await explainer.whyOf({ kind: 'statement', id: `${accountId}/2026-05` }));
    expect(may.rows[1]).toMatchObject({
      said: { key: 'standingAdjustment', holes: { count: 500 } },
      amount: eur('5.00'),
    });
    await verified(explainer, store, may);
    const next = right(await explainer.when({ subject: { kind: 'account', id: accountId }, on }));
    expect(next.verdict).toEqual([
      { key: 'whenNoDate', holes: {} },
      { key: 'whenNotRun', holes: { date: '2026-08-05' } },
    ]);
    await verified(explainer, store, next);
  }, 30_000);
});
