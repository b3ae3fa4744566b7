import * as fc from 'fast-check';

/** Who takes part: `dan` is the upline of the others, and has no payout destination in the beginning. */
export const PARTNERS = ['bob', 'cat', 'dan'] as const;

export type Partner = (typeof PARTNERS)[number];

/** Who is credited with a deal. */
export type Split = Partner | 'bob-60-cat-40';

/**
 * A command by what it says. Amounts are cents; `day` and `month` are counted, see `days.ts`. An accrual is named by its
 * payment, its partner and for whose payment it is: `d1 p1 dan for bob`.
 */
export type MoneyCommand = Readonly<
  | { kind: 'win'; deal: string; split: Split; day: number }
  | { kind: 'amend'; deal: string; amendment: string; split: Split; day: number }
  | { kind: 'pay'; deal: string; payment: string; minor: number; day: number }
  | { kind: 'refund'; deal: string; payment: string; refund: string; minor: number; day: number }
  | { kind: 'charge-back'; deal: string; payment: string; chargeback: string; minor: number; day: number }
  | { kind: 'decide'; deal: string; chargeback: string; outcome: 'won' | 'lost'; day: number }
  | { kind: 'cancel'; deal: string; day: number }
  | { kind: 'hold' | 'release'; accrual: string; partner: Partner; why: string; day: number }
  | { kind: 'object'; inquiry: string; accrual: string; partner: Partner; day: number }
  | { kind: 'answer' | 'reopen'; inquiry: string; day: number }
  | { kind: 'resolve'; inquiry: string; outcome: 'granted' | 'declined'; day: number }
  | { kind: 'adjust' | 'propose'; partner: Partner; id: string; minor: number; day: number }
  | { kind: 'approve-proposal'; partner: Partner; id: string; by: string; day: number }
  | { kind: 'decline-proposal'; partner: Partner; id: string; day: number }
  | { kind: 'write-off' | 'set-apart' | 'remit'; partner: Partner; id: string; minor: number; day: number }
  | { kind: 'suspend'; partner: Partner; earning: 'stops' | 'continues'; day: number }
  | { kind: 'reinstate'; partner: Partner; day: number }
  | { kind: 'destination'; partner: Partner; reference: string; day: number }
  | { kind: 'prepare' | 'issue'; month: number }
  | { kind: 'approve'; month: number; by: string }
  | { kind: 'discard'; month: number; reason: string }
  | { kind: 'settle' | 'fail' | 'void'; partner: Partner; month: number; minor: number; day: number }
  | { kind: 'close'; month: number }
>;

/** What goes wrong while a command is carried out, at its so-manyth append. */
export type Fault = Readonly<{
  kind: 'unreachable-once' | 'unreachable' | 'answer-lost' | 'dies-before' | 'dies-after';
  at: number;
}>;

/** What happens next. In a draft, days and months are counted back from now, and accruals of a payment from its first. */
export type Step = Readonly<
  | { kind: 'send'; draft: MoneyCommand; fault: Fault | undefined }
  /** Two processes are told the same at once. */
  | { kind: 'at-once'; draft: MoneyCommand }
  | { kind: 'again'; nth: number; change: boolean }
  | { kind: 'clock'; hours: number }
  | { kind: 'crash' }
  | { kind: 'rebuild' }
>;

const as = <K extends string>(...kinds: readonly [K, ...K[]]): fc.Arbitrary<K> => fc.constantFrom(...kinds);
const deal = fc.constantFrom('d1', 'd1', 'd2', 'd3');
const payment = fc.constantFrom('p1', 'p2', 'p3');
const partner = fc.constantFrom(...PARTNERS);
const split = fc.constantFrom<Split>('bob', 'cat', 'dan', 'bob-60-cat-40', 'bob-60-cat-40');
/** Days ago; a few are ahead of the clock. */
const day = fc.oneof({ weight: 9, arbitrary: fc.nat(70) }, { weight: 1, arbitrary: fc.integer({ min: -3, max: 0 }) });
/** Months ago; the one now may not be over yet. */
const month = fc.integer({ min: -1, max: 2 });
const cents = fc.integer({ min: 1, max: 120 });
const accrual = fc.constantFrom('0', '1', '2', '3');
const inquiry = fc.constantFrom('q1', 'q2');

const win = fc.record({ kind: as('win'), deal, split, day });
const pay = fc.record({ kind: as('pay'), deal, payment, minor: fc.nat(2500), day });
const refund = fc.record({
  kind: as('refund'),
  deal,
  payment,
  refund: fc.constantFrom('r1', 'r2', 'r3'),
  minor: fc.integer({ min: 1, max: 1200 }),
  day,
});
const amend = fc.record({ kind: as('amend'), deal, amendment: fc.constantFrom('m1', 'm2'), split, day });
const chargeback = fc.constantFrom('c1', 'c2');
const chargeBack = fc.record({
  kind: as('charge-back'),
  deal,
  payment,
  chargeback,
  minor: fc.integer({ min: 1, max: 1200 }),
  day,
});
const decide = fc.record({ kind: as('decide'), deal, chargeback, outcome: as('won', 'lost'), day });
const cancel = fc.record({ kind: as('cancel'), deal, day });
const onDeals = fc.oneof(
  { weight: 4, arbitrary: win },
  { weight: 8, arbitrary: pay },
  { weight: 4, arbitrary: refund },
  { weight: 2, arbitrary: amend },
  { weight: 3, arbitrary: chargeBack },
  { weight: 3, arbitrary: decide },
  { weight: 1, arbitrary: cancel },
);

/** The number stands for the accrual until the command is sent; see `concrete`. */
const dispute = fc.oneof(
  fc.record({ kind: as('hold', 'release'), accrual, partner, why: fc.constantFrom('x', 'y'), day }),
  { weight: 2, arbitrary: fc.record({ kind: as('object'), inquiry, accrual, partner, day }) },
  fc.record({ kind: as('answer', 'reopen'), inquiry, day }),
  fc.record({ kind: as('resolve'), inquiry, outcome: as('granted', 'declined'), day }),
);

const byHand = fc.oneof(
  fc.record({
    kind: as('adjust', 'propose'),
    partner,
    id: fc.constantFrom('a1', 'a2'),
    minor: fc.integer({ min: -300, max: 300 }),
    day,
  }),
  fc.record({
    kind: as('approve-proposal'),
    partner,
    id: fc.constantFrom('a1', 'a2'),
    by: fc.constantFrom('ann', 'max'),
    day,
  }),
  fc.record({ kind: as('decline-proposal'), partner, id: fc.constantFrom('a1', 'a2'), day }),
  fc.record({
    kind: as('write-off', 'set-apart', 'remit'),
    partner,
    id: fc.constantFrom('b1', 'b2'),
    minor: cents,
    day,
  }),
);

const aboutPartner = fc.oneof(
  fc.record({ kind: as('suspend'), partner, earning: as('stops', 'continues'), day }),
  fc.record({ kind: as('reinstate'), partner, day }),
  fc.record({ kind: as('destination'), partner, reference: fc.constantFrom('bank-1', 'bank-2'), day }),
);

const runs = fc.oneof(
  fc.record({ kind: as('prepare', 'issue', 'issue'), month }),
  fc.record({ kind: as('approve'), month, by: fc.constantFrom('max', 'max', 'ann') }),
  fc.record({ kind: as('discard'), month, reason: fc.constantFrom('late', 'wrong') }),
  fc.record({ kind: as('settle', 'fail', 'void'), partner, month, minor: fc.constantFrom(0, 0, 0, 1), day }),
);

const close = fc.record({ kind: as('close'), month });

const command: fc.Arbitrary<MoneyCommand> = fc.oneof(
  { weight: 12, arbitrary: onDeals },
  { weight: 4, arbitrary: dispute },
  { weight: 3, arbitrary: byHand },
  { weight: 2, arbitrary: aboutPartner },
  { weight: 9, arbitrary: runs },
  { weight: 2, arbitrary: close },
);

/** Any of them. */
export const fault: fc.Arbitrary<Fault> = fc.record({
  kind: as('unreachable-once', 'unreachable', 'answer-lost', 'dies-before', 'dies-after'),
  at: fc.integer({ min: 1, max: 5 }),
});

const sending = (draft: MoneyCommand, planned?: Fault): Step => ({ kind: 'send', draft, fault: planned });

const sendingAtOnce = (draft: MoneyCommand): Step => ({ kind: 'at-once', draft });

const step: fc.Arbitrary<readonly Step[]> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc
      .tuple(command, fc.option(fault, { nil: undefined, freq: 2 }))
      .map(([draft, planned]) => [sending(draft, planned)]),
  },
  // A whole run, so that there is always money on its way.
  {
    weight: 3,
    arbitrary: fc
      .record({
        month: fc.integer({ min: 0, max: 1 }),
        planned: fc.option(fault, { nil: undefined }),
        atOnce: fc.boolean(),
      })
      .map(({ month: of, planned, atOnce }) => [
        sending({ kind: 'prepare', month: of }),
        sending({ kind: 'approve', month: of, by: 'max' }),
        atOnce ? sendingAtOnce({ kind: 'issue', month: of }) : sending({ kind: 'issue', month: of }, planned),
      ]),
  },
  { weight: 2, arbitrary: command.map((draft) => [sendingAtOnce(draft)]) },
  { weight: 3, arbitrary: fc.record({ kind: as('again'), nth: fc.nat(40), change: fc.boolean() }).map((one) => [one]) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: as('clock'), hours: fc.constantFrom(24, 24 * 9, 24 * 30, -1) }).map((one) => [one]),
  },
  { weight: 1, arbitrary: fc.constantFrom<readonly Step[]>([{ kind: 'crash' }], [{ kind: 'rebuild' }]) },
);

/** What happens, in order: first what a deal or two earn, so that everything else meets something. */
export const steps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 1, arbitrary: win }, { weight: 2, arbitrary: pay }), { minLength: 4, maxLength: 9 }),
    fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }),
  )
  .map(([first, rest]) => [...first.map((draft) => sending(draft)), ...rest.flat()]);
