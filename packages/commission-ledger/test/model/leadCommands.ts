import * as fc from 'fast-check';
import { type Fault, fault } from './moneyCommands.ts';

/** A command about leads, their customers and what partners ask about them; `day` is counted, see `days.ts`. */
export type LeadCommand = Readonly<
  | { kind: 'submit'; lead: string; partner: string; customer: string | null; day: number }
  | { kind: 'accept' | 'expire'; lead: string; day: number }
  | { kind: 'win'; lead: string; day: number }
  | { kind: 'advance' | 'reject' | 'lose' | 'reopen'; lead: string; word: string; day: number }
  | { kind: 'duplicate'; lead: string; of: string; day: number }
  | { kind: 'sweep' }
  | { kind: 'suspend' | 'reinstate'; partner: string; day: number }
  | { kind: 'ask'; inquiry: string; partner: string; lead: string; day: number }
  | { kind: 'answer' | 'escalate' | 'come-back'; inquiry: string; day: number }
  | { kind: 'resolve'; inquiry: string; outcome: 'granted' | 'withdrawn'; day: number }
>;

/** What happens next; in a draft, days are counted back from now. */
export type LeadStep = Readonly<
  | { kind: 'send'; draft: LeadCommand; fault: Fault | undefined }
  | { kind: 'again'; nth: number }
  | { kind: 'clock'; hours: number }
  | { kind: 'crash' }
  | { kind: 'rebuild' }
>;

const as = <K extends string>(...kinds: readonly [K, ...K[]]): fc.Arbitrary<K> => fc.constantFrom(...kinds);
const lead = fc.constantFrom('l1', 'l2', 'l3', 'l4');
const partner = fc.constantFrom('bob', 'cat', 'dan');
const day = fc.oneof({ weight: 8, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.integer({ min: -3, max: 0 }) });
const word = fc.constantFrom('one', 'two');
const inquiry = fc.constantFrom('q1', 'q2');

const command: fc.Arbitrary<LeadCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: as('submit'),
      lead,
      partner,
      customer: fc.constantFrom('c1', 'c1', 'c2', null),
      day,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: as('accept', 'accept', 'expire'), lead, day }) },
  { weight: 1, arbitrary: fc.record({ kind: as('win'), lead, day }) },
  { weight: 7, arbitrary: fc.record({ kind: as('advance', 'reject', 'lose', 'reopen', 'reopen'), lead, word, day }) },
  { weight: 1, arbitrary: fc.record({ kind: as('duplicate'), lead, of: lead, day }) },
  { weight: 2, arbitrary: fc.record({ kind: as('sweep') }) },
  { weight: 1, arbitrary: fc.record({ kind: as('suspend', 'reinstate'), partner, day }) },
  { weight: 2, arbitrary: fc.record({ kind: as('ask'), inquiry, partner, lead, day }) },
  { weight: 2, arbitrary: fc.record({ kind: as('answer', 'escalate', 'come-back'), inquiry, day }) },
  { weight: 1, arbitrary: fc.record({ kind: as('resolve'), inquiry, outcome: as('granted', 'withdrawn'), day }) },
);

const step: fc.Arbitrary<LeadStep> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ kind: as('send'), draft: command, fault: fc.option(fault, { nil: undefined, freq: 2 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: as('again'), nth: fc.nat(40) }) },
  { weight: 3, arbitrary: fc.record({ kind: as('clock'), hours: fc.constantFrom(24, 24 * 9, 24 * 30, -1) }) },
  { weight: 1, arbitrary: fc.record({ kind: as('crash', 'rebuild') }) },
);

/** What happens, in order. */
export const leadSteps: fc.Arbitrary<readonly LeadStep[]> = fc.array(step, {
  minLength: 10,
  maxLength: 40,
  size: 'max',
});
