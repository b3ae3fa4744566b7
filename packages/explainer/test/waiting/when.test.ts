import { localDate, type LocalDate } from '@commission-ledger/calendar';
import { orThrow } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { scheduleOf } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply, Subject } from '../../src/index.ts';
import { arbitraryStory, play } from '../arbitraryHistory.ts';
import { eventsOf, left, right } from '../history.ts';
import { refinementProblems } from '../refinement.ts';
import { answering, linesOf, verified } from '../standing/explainerIn.ts';
import { account, accountId, eur, openResale, resalePlan, type Resale } from '../standing/resaleStory.ts';

const day = (text: string): LocalDate => right(localDate(text));

const answer = async ({ store }: Resale, subject: Subject, partner?: string): Promise<Reply> => {
  const { explainer } = await answering(store);
  const reply = right(await explainer.when({ subject, ...(partner === undefined ? {} : { partner }) }));
  await verified(explainer, store, reply);
  return reply;
};

const accrualsIn = async ({ store }: Resale): Promise<readonly string[]> =>
  (await eventsOf(store)).flatMap((event) => (event.type === 'AccrualPosted' ? [event.data.accrual] : []));

/** Commission is held for 30 days, and paid from 100.00 on. */
const held = (months?: number) =>
  resalePlan({
    hold: months === undefined ? { days: 30 } : { days: 5, months },
    payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '100.00' },
  });

const dateIn = (holes: unknown): unknown =>
  typeof holes === 'object' && holes !== null && 'date' in holes ? holes.date : null;

describe('when something is paid', () => {
  it('tells of an accrual on hold the first date, and every step to it', async () => {
    const resale = await openResale(held());
    resale.at('2026-03-10T10:00:00Z');
    await resale.sell('D-1', '5000.00', '2026-03-10');
    const [accrual = ''] = await accrualsIn(resale);
    const reply = await answer(resale, { kind: 'entry', id: accrual });
    expect(linesOf(reply).slice(1)).toEqual([
      'It is on hold until 9 April 2026; the first payout that reaches it is expected 5 May 2026, if nothing changes until then.',
      '1 ✓ deal D-1, earned 10 March 2026, payable from 9 April 2026  (400.00)',
      '2 ✓ held for 30 days, so payable from 9 April 2026',
      '3 … the hold ends 9 April 2026',
      '4 ✓ it is not disputed',
      '5 … the payout of 5 May 2026 pays what is payable before 1 May 2026',
      '6 … 5 May 2026: 400.00 are due together, 400.00 are sent',
      '7 what may still change it: a refund or a cancelled deal, a dispute, a correction, a change of where to pay',
    ]);
    const hold = reply.nodes[reply.rows[1]?.node ?? ''];
    expect(hold).toMatchObject({ kind: 'guard', test: 'eq', pass: true, rule: { plan: 'reseller', version: 1 } });
    expect(reply.rows[1]?.from).toMatchObject([{ path: '/earnedOn' }, { path: '/maturesOn' }]);
  });

  it('counts a hold of months in months, and moves a day that is no business day', async () => {
    const resale = await openResale(held(2));
    resale.at('2026-03-31T10:00:00Z');
    await resale.sell('D-1', '5000.00', '2026-03-31');
    const [accrual = ''] = await accrualsIn(resale);
    const reply = await answer(resale, { kind: 'entry', id: accrual });
    expect(linesOf(reply).slice(3, 8)).toEqual([
      '2 ✓ held for 2 months and 5 days, so payable from 5 June 2026',
      '3 … the hold ends 5 June 2026',
      '4 ✓ it is not disputed',
      '5 … the payout of 6 July 2026 pays what is payable before 1 July 2026',
      '6 the day of that payout is 5 July 2026, no business day, so it is made 6 July 2026',
    ]);
  });

  it('tells why it is later than first told: the old date, what came in between, and by how many days', async () => {
    const resale = await openResale(held());
    resale.at('2026-03-10T10:00:00Z');
    await resale.sell('D-1', '500.00', '2026-03-10');
    const [accrual = ''] = await accrualsIn(resale);
    const early = await answer(resale, { kind: 'entry', id: accrual });
    expect(early.verdict).toEqual([{ key: 'whenNoDate', holes: {} }]);
    resale.at('2026-05-05T10:00:00Z');
    await resale.payOut('2026-05-05');
    resale.at('2026-05-10T10:00:00Z');
    await resale.sell('D-2', '5000.00', '2026-05-10');
    const coming = await answer(resale, { kind: 'entry', id: accrual });
    expect(coming.verdict).toEqual([{ key: 'whenExpected', holes: { date: '2026-07-06' } }]);
    expect(coming.rows.filter(({ said }) => said.key === 'whenBelow' || said.key === 'whenPays')).toMatchObject([
      { said: { key: 'whenBelow', holes: { date: '2026-06-05' } }, gate: 'failed' },
      { said: { key: 'whenPays', holes: { date: '2026-07-06' } }, gate: 'open' },
    ]);
    expect(coming.rows.find(({ said }) => said.key === 'whenLater')?.said.holes).toEqual({ count: 62 });
    resale.at('2026-07-06T10:00:00Z');
    const [paid = ''] = await resale.payOut('2026-07-06');
    expect((await answer(resale, { kind: 'payout', id: paid })).verdict).toEqual([
      { key: 'whenOnItsWay', holes: { date: '2026-07-06', payout: paid } },
    ]);
    resale.at('2026-07-08T10:00:00Z');
    await resale.settle(paid, '440.00');
    const reply = await answer(resale, { kind: 'entry', id: accrual });
    expect(reply.verdict).toEqual([{ key: 'whenArrived', holes: { date: '2026-07-08', payout: paid } }]);
    const [promised, blocking, later] = reply.rows.slice(-3);
    expect(promised?.said).toEqual({ key: 'whenPromised', holes: { date: '2026-05-05', matures: '2026-04-09' } });
    expect(blocking?.said).toEqual({
      key: 'deferralMinimum',
      holes: {
        amount: eur('40.00'),
        currency: 'EUR',
        date: '2026-05-05',
        minimum: eur('100.00'),
        missing: eur('60.00'),
      },
    });
    expect(later?.said).toEqual({ key: 'whenLater', holes: { count: 62 } });
    expect(reply.nodes[later?.node ?? '']).toMatchObject({ kind: 'op', op: 'days', value: { rate: '62' } });
  });

  it('tells of what went out and came back why, and when it is paid again', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    const [accrual = ''] = await accrualsIn(resale);
    resale.at('2026-07-06T08:00:00Z');
    const [paid = ''] = await resale.payOut('2026-07-06');
    resale.at('2026-07-09T08:00:00Z');
    await orThrow(
      resale.ledger.failPayout({ ...account, payout: paid, amount: eur('80.00'), reason: 'Account closed' }),
    );
    expect((await answer(resale, { kind: 'payout', id: paid })).verdict).toEqual([
      { key: 'whenReturned', holes: { payout: paid, reason: 'Account closed' } },
      { key: 'whenOpenAgain', holes: {} },
      { key: 'whenExpected', holes: { date: '2026-08-05' } },
    ]);
    const reply = await answer(resale, { kind: 'entry', id: accrual });
    expect(reply.verdict).toEqual([{ key: 'whenExpected', holes: { date: '2026-08-05' } }]);
    expect(reply.rows.find(({ said }) => said.key === 'whenReturnedRow')).toMatchObject({
      said: { holes: { payout: paid, date: '2026-07-06', reason: 'Account closed' } },
      from: [{ path: '/date' }, { path: '/reason' }],
    });
  });

  it('follows what came back to the payout that pays it then', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '6000.00', '2026-06-09');
    resale.at('2026-07-06T08:00:00Z');
    const [paid = ''] = await resale.payOut('2026-07-06');
    const verdict = async () => (await answer(resale, { kind: 'payout', id: paid })).verdict;
    const { explainer } = await answering(resale.store);
    const later = right(await explainer.when({ subject: { kind: 'payout', id: paid }, on: day('2026-07-08') }));
    expect(later.verdict).toEqual([{ key: 'whenUnconfirmed', holes: { date: '2026-07-06' } }]);
    await orThrow(resale.ledger.voidPayout({ ...account, payout: paid, amount: eur('480.00'), reason: 'old account' }));
    resale.at('2026-08-05T08:00:00Z');
    const [again = ''] = await resale.payOut('2026-08-05');
    expect((await verdict()).slice(1)).toEqual([
      { key: 'whenSentSince', holes: { payout: again, date: '2026-08-05' } },
    ]);
    resale.at('2026-08-07T08:00:00Z');
    await resale.settle(again, '480.00');
    expect(await verdict()).toEqual([
      { key: 'whenReturned', holes: { payout: paid, reason: 'old account' } },
      { key: 'whenPaidSince', holes: { payout: again, date: '2026-08-07' } },
    ]);
  });

  it('has no date for what is disputed', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    const [accrual = ''] = await accrualsIn(resale);
    await orThrow(resale.ledger.holdAccrual({ ...account, accrual, reason: 'The customer complains' }));
    const reply = await answer(resale, { kind: 'entry', id: accrual });
    expect(reply.verdict).toEqual([{ key: 'whenDisputed', holes: {} }]);
    expect(reply.rows.find(({ gate }) => gate === 'failed')).toMatchObject({
      said: { key: 'whenHeld', holes: { from: '2026-06-10', reason: 'The customer complains' } },
      from: [{ path: '/reason' }],
    });
    expect((await answer(resale, { kind: 'account', id: accountId })).verdict[0]?.key).toBe('whenDisputed');
  });

  it('tells of a deal that it is disputed, since when and why', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    const [accrual = ''] = await accrualsIn(resale);
    await orThrow(resale.ledger.holdAccrual({ ...account, accrual, reason: 'The customer complains' }));
    const reply = await answer(resale, { kind: 'deal', id: 'D-1' });
    expect(linesOf(reply)).toEqual([
      'D-1: when it is paid',
      'Deal D-1: for a part of it there is no date yet. It is disputed, and is paid with the first payout after the dispute is over.',
      '1 ✓ won 9 June 2026',
      '2 ✗ orion: payable from 9 June 2026, disputed, so there is no date  (80.00)',
      '2.1 ✗ disputed since 10 June 2026: The customer complains',
    ]);
    expect(refinementProblems(reply)).toEqual([]);
  });

  it('of a cancelled deal does not say that it may be cancelled', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    const before = await answer(resale, { kind: 'deal', id: 'D-1' });
    expect(before.rows.at(-1)?.said.key).toBe('whenMayChange');
    await orThrow(resale.ledger.cancelDeal({ deal: 'D-1', reason: 'left' }));
    const reply = await answer(resale, { kind: 'deal', id: 'D-1' });
    expect(reply.rows.at(-1)?.said.key).toBe('whenMayChangeCancelled');
  });

  it('tells of a deal each part, and of one that earned nothing what is missing', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    const won = { deal: 'D-2', amount: eur('10.00'), program: 'resale', attributes: {} };
    await orThrow(resale.ledger.winDeal({ ...won, attribution: [{ partner: 'orion', share: '1' }] }));
    expect(linesOf(await answer(resale, { kind: 'deal', id: 'D-1' }, 'orion')).slice(1, 4)).toEqual([
      'Deal D-1: everything on it is expected to be paid by 6 July 2026.',
      '1 ✓ won 9 June 2026',
      '2 … orion: payable from 9 June 2026, expected 6 July 2026  (80.00)',
    ]);
    expect((await answer(resale, { kind: 'deal', id: 'D-1' }, 'vega')).verdict[0]?.key).toBe('whenNothingEarned');
    expect((await answer(resale, { kind: 'deal', id: 'D-2' })).verdict).toEqual([
      { key: 'whenNothingEarned', holes: { deal: 'D-2' } },
      { key: 'whenNotPaidFor', holes: {} },
    ]);
  });

  it('tells of a lead that it is no deal yet, and of one that became a deal what that is paid', async () => {
    const resale = await openResale();
    resale.at('2026-06-01T08:00:00Z');
    const lead = { lead: 'L-1', program: 'resale', partner: 'orion', prospect: { reference: 'crm/1' }, attributes: {} };
    await orThrow(resale.ledger.submitLead(lead));
    expect((await answer(resale, { kind: 'lead', id: 'L-1' })).verdict).toEqual([
      { key: 'whenLeadNotWon', holes: { lead: 'L-1' } },
    ]);
    const sale = { deal: 'D-1', amount: eur('1000.00') };
    const attribution = [{ partner: 'orion', share: '1' }];
    await orThrow(resale.ledger.winDeal({ ...sale, lead: 'L-1', program: 'resale', attribution, attributes: {} }));
    await orThrow(resale.ledger.recordPayment({ ...sale, payment: 'P-1' }));
    expect((await answer(resale, { kind: 'lead', id: 'L-1' })).verdict).toEqual([
      { key: 'whenDealLast', holes: { deal: 'D-1', date: '2026-07-06' } },
    ]);
  });

  it('is the schedule of the read models, date by date, over histories of all kinds', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, fc.constantFrom('2017-01-05', '2017-02-20', '2017-05-01'), async (story, on) => {
        const { store } = await play(story);
        const { explainer, documents } = await answering(store);
        for (const partner of ['darcel', 'moses', 'melvin']) {
          const [schedule] = await scheduleOf(documents, { program: 'crm-2017', partner, asOf: day(on) });
          const subject = { kind: 'account', id: `crm-2017.${partner}.USD` } as const;
          const asked = await explainer.when({ subject, on: day(on) });
          if (asked._tag === 'Left') {
            expect(schedule).toBeUndefined();
            continue;
          }
          const reply = asked.right;
          await verified(explainer, store, reply);
          const counted = reply.rows.filter(({ counts }) => counts === true);
          expect(counted.map(({ said }) => dateIn(said.holes))).toEqual(
            (schedule?.dates ?? []).map(({ date }) => date),
          );
          expect(counted.map(({ rows }) => rows?.map(({ amount }) => amount))).toEqual(
            (schedule?.dates ?? []).map(({ due }) => due.map(({ amount }) => toJson(amount))),
          );
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 60_000);

  it('gives each entry the date on which the schedule pays it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, async (story) => {
        const { store } = await play(story);
        const { explainer, documents } = await answering(store);
        const on = day('2017-01-20');
        for (const event of await eventsOf(store)) {
          if (event.type !== 'AccrualPosted') continue;
          const { accrual, partner, maturesOn } = event.data;
          const reply = right(await explainer.when({ subject: { kind: 'entry', id: accrual }, on }));
          await verified(explainer, store, reply);
          const [schedule] = await scheduleOf(documents, { program: 'crm-2017', partner, asOf: on });
          const [verdict] = reply.verdict;
          if (verdict?.key !== 'whenExpected' && verdict?.key !== 'whenOnHold') continue;
          const dates = schedule?.dates ?? [];
          const first = dates.findIndex(({ due }) => due.some((part) => part.maturesOn === maturesOn));
          const paying = dates.slice(first).find(({ outcome }) => outcome._tag === 'pays');
          expect(verdict.holes.date).toBe(paying?.date);
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 60_000);

  it('knows no date of what is not there', async () => {
    const { store } = await openResale();
    const { explainer } = await answering(store);
    for (const kind of ['account', 'payout', 'entry', 'deal', 'lead', 'plan'] as const)
      expect(left(await explainer.when({ subject: { kind, id: 'nothing' } }))).toEqual({
        _tag: 'UnknownSubject',
        subject: 'nothing',
      });
  });
});
