import { orThrow } from '@commission-ledger/ledger';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/index.ts';
import { eventsOf, left, right } from '../history.ts';
import { answering, linesOf, verified } from './explainerIn.ts';
import { account, accountId, eur, openResale, type Resale } from './resaleStory.ts';

const deferralOn = async ({ store }: Resale, date: string): Promise<Reply> => {
  const { explainer } = await answering(store);
  const reply = right(await explainer.whyOf({ kind: 'deferral', id: `${accountId}/${date}` }));
  await verified(explainer, store, reply);
  return reply;
};

const failed = (reply: Reply) => reply.rows.filter(({ gate }) => gate === 'failed');

describe('why nothing was paid on a date', () => {
  it('was below the minimum: what was due, the minimum, what lacked, and what is carried forward', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '400.00', '2026-06-09');
    resale.at('2026-07-06T08:00:00Z');
    expect(await resale.payOut('2026-07-06')).toEqual([]);
    const reply = await deferralOn(resale, '2026-07-06');
    expect(linesOf(reply)).toEqual([
      'Nothing paid on 6 July 2026  orion, account resale.orion.EUR  32.00 EUR',
      '32.00 EUR was due on 6 July 2026, less than the minimum of 50.00; 18.00 was lacking. Nothing is lost: it stays in the account for the next payout.',
      '1 due: what was payable before 1 July 2026  (32.00)',
      '1.1 deal D-1, earned 9 June 2026, payable from 9 June 2026  32.00',
      '2 ✗ reaches the minimum of 50.00',
      '3 the minimum of the plan  (50.00)',
      '4 what was lacking  (18.00)',
      '5 carried forward to the next payout  (32.00)',
    ]);
    const [gate] = failed(reply);
    expect(reply.nodes[gate?.node ?? '']).toMatchObject({ kind: 'guard', test: 'ge', pass: false });
    expect(reply.plans).toMatchObject([{ plan: 'reseller', version: 1 }]);
    expect(reply.rows[0]?.from).toMatchObject([{ path: '/amount' }]);

    resale.at('2026-07-20T08:00:00Z');
    await resale.sell('D-2', '400.00', '2026-07-19');
    resale.at('2026-08-05T08:00:00Z');
    const [paid] = await resale.payOut('2026-08-05');
    const later = await deferralOn(resale, '2026-07-06');
    expect(later.rows.at(-1)).toMatchObject({
      said: { key: 'deferralThenPaid', holes: { payout: paid, date: '2026-08-05' } },
      proof: paid,
    });
  });

  it('was below zero', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    resale.at('2026-07-06T08:00:00Z');
    await resale.payOut('2026-07-06');
    resale.at('2026-07-20T08:00:00Z');
    await resale.refund('D-1', 'R-1', '500.00', '2026-07-19');
    resale.at('2026-08-05T08:00:00Z');
    await resale.payOut('2026-08-05');
    const reply = await deferralOn(resale, '2026-08-05');
    expect(reply.verdict[0]).toEqual({
      key: 'deferralNegative',
      holes: { owed: eur('40.00'), currency: 'EUR', date: '2026-08-05' },
    });
    expect(failed(reply).map(({ said }) => said.key)).toEqual(['deferralAboveZero']);
  });

  it('had nowhere to go: the records of the partner were searched, and up to where is said', async () => {
    const resale = await openResale(undefined, { destinations: 'required' });
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    resale.at('2026-07-06T08:00:00Z');
    await resale.payOut('2026-07-06');
    const reply = await deferralOn(resale, '2026-07-06');
    expect(reply.verdict[0]?.key).toBe('deferralNoDestination');
    expect(reply.searched).toContainEqual({ source: 'partner-orion', from: '0', to: '2026-07-06', watermark: '1' });
  });

  it('waits after a change of the destination, by the record that changed it', async () => {
    const resale = await openResale(undefined, { destinations: 'required', destinationCoolOff: { days: 14 } });
    resale.at('2026-02-01T08:00:00Z');
    await orThrow(resale.ledger.changePayoutDestination({ partner: 'orion', reference: 'DE-0' }));
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    resale.at('2026-07-01T08:00:00Z');
    await orThrow(resale.ledger.changePayoutDestination({ partner: 'orion', reference: 'DE-1' }));
    resale.at('2026-07-06T08:00:00Z');
    await resale.payOut('2026-07-06');
    const reply = await deferralOn(resale, '2026-07-06');
    expect(failed(reply)).toMatchObject([
      {
        said: { key: 'deferralDestinationRow', holes: { changed: '2026-07-01', until: '2026-07-15' } },
        from: [{ stream: 'partner-orion', path: '/reference' }, { path: '/until' }],
      },
    ]);
  });

  it('was not paid to a suspended partner, nor while everything is disputed', async () => {
    const resale = await openResale();
    resale.at('2026-06-10T08:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-06-09');
    const suspension = { partner: 'orion', program: 'resale', from: '2026-07-01', reason: 'Under review' };
    await orThrow(resale.ledger.suspendPartner({ ...suspension, earning: 'continues' }));
    resale.at('2026-07-06T08:00:00Z');
    await resale.payOut('2026-07-06');
    expect(failed(await deferralOn(resale, '2026-07-06'))).toMatchObject([
      { said: { key: 'deferralSuspendedRow', holes: { from: '2026-07-01', reason: 'Under review' } } },
    ]);
    await orThrow(
      resale.ledger.reinstatePartner({ partner: 'orion', program: 'resale', from: '2026-07-10', reason: 'Cleared' }),
    );
    const [accrual = ''] = (await eventsOf(resale.store)).flatMap((event) =>
      event.type === 'AccrualPosted' ? [event.data.accrual] : [],
    );
    resale.at('2026-07-20T08:00:00Z');
    await orThrow(resale.ledger.holdAccrual({ ...account, accrual, reason: 'The customer complains' }));
    resale.at('2026-08-05T08:00:00Z');
    await resale.payOut('2026-08-05');
    expect(failed(await deferralOn(resale, '2026-08-05'))).toMatchObject([
      {
        said: { key: 'deferralHeldRow', holes: { from: '2026-07-20', reason: 'The customer complains' } },
        proof: accrual,
      },
    ]);
  });

  it('knows no deferral on a date that has none', async () => {
    const { store } = await openResale();
    const { explainer } = await answering(store);
    const id = `${accountId}/2026-07-06`;
    expect(left(await explainer.whyOf({ kind: 'deferral', id }))).toEqual({ _tag: 'UnknownSubject', subject: id });
  });
});
