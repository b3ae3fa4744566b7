import { describe, expect, it } from 'vitest';
import { parkedCauses, partnerOf } from '../src/index.ts';
import { collected, documentsOf } from './documentsOf.ts';
import { joined, told } from './facts.ts';
import { at, date, type Fact } from './history.ts';

const occurredAt = at('2026-01-10T12:00:00Z');

type Waiting = Readonly<{ kind: 'win' | 'payment' | 'refund'; id: string }>;

const parked = (deal: string, cause: Waiting, reason: string): Fact =>
  told(`deal-${deal}`, 'CauseParked', { deal, cause, reason, occurredAt });
const resolved = (deal: string, cause: Waiting): Fact =>
  told(`deal-${deal}`, 'CauseResolved', { deal, cause, occurredAt });

describe('what is set aside', () => {
  it('is there with the reason told last, until it is dealt with', async () => {
    const payment = { kind: 'payment', id: 'x' } as const;
    const refund = { kind: 'refund', id: 'x' } as const;
    const documents = await documentsOf([
      parked('d1', payment, 'no win yet'),
      parked('d1', refund, 'no payment yet'),
      parked('d2', refund, 'no payment yet'),
      parked('d1', payment, 'no plan'),
      parked('d2', refund, 'too much'),
      resolved('d1', refund),
    ]);
    expect(await collected(parkedCauses(documents))).toEqual([
      { deal: 'd1', cause: payment, reason: 'no plan', occurredAt },
      { deal: 'd2', cause: refund, reason: 'too much', occurredAt },
    ]);
  });
});

describe('a partner', () => {
  it('keeps every suspension and its end, with what is earned meanwhile', async () => {
    const about = { partner: 'ada', program: 'north', occurredAt };
    const documents = await documentsOf([
      joined('ada', 'Ada Byron'),
      told('partner-ada', 'PartnerSuspended', {
        ...about,
        from: date('2026-02-01'),
        reason: 'under review',
        earning: 'stops',
      }),
      told('partner-ada', 'PartnerReinstated', { ...about, from: date('2026-03-01'), reason: 'all is well' }),
    ]);
    expect((await partnerOf(documents, 'ada'))?.suspensions).toEqual([
      { program: 'north', from: '2026-02-01', reason: 'under review', suspended: true, earning: 'stops' },
      { program: 'north', from: '2026-03-01', reason: 'all is well', suspended: false },
    ]);
  });
});
