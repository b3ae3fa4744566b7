import * as fc from 'fast-check';
import {
  accrued,
  adjusted,
  deferred,
  evaluated,
  failed,
  issued,
  type Line,
  reversed,
  settled,
  voided,
} from './facts.ts';
import type { Fact } from './history.ts';

/** What may happen next in an account; numbers choose among what is there. */
type Step = Readonly<{
  partner: 'ada' | 'bob';
  what: 'accrue' | 'reverse' | 'adjust' | 'evaluate' | 'pay' | 'settle' | 'fail' | 'void';
  cents: number;
  choice: number;
  maturesOn: string;
}>;

const MATURITIES = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-15', '2026-04-02'];
const PAYOUT_DATES = ['2026-02-05', '2026-03-05', '2026-04-06', '2026-05-05'];

const step: fc.Arbitrary<Step> = fc.record({
  partner: fc.constantFrom('ada', 'bob'),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constant('accrue' as const) },
    { weight: 3, arbitrary: fc.constantFrom('pay' as const, 'reverse' as const) },
    { weight: 3, arbitrary: fc.constantFrom('adjust', 'evaluate', 'settle', 'fail', 'void') },
  ),
  cents: fc.integer({ min: 1, max: 9 }),
  choice: fc.nat({ max: 8 }),
  maturesOn: fc.constantFrom(...MATURITIES),
});

/** Histories of two accounts that a ledger could have written. */
export const accountHistory = (maxLength = 30): fc.Arbitrary<readonly Fact[]> =>
  fc.array(step, { maxLength }).map((steps) => {
    const players = { ada: player('ada'), bob: player('bob') };
    return steps.flatMap((taken, index) => players[taken.partner](taken, `${index}`));
  });

type InFlight = Readonly<{ payout: string; lines: readonly Line[]; amount: number }>;

/** Turns steps into facts, leaving out what no ledger would record. */
const player = (partner: string) => {
  let open: readonly Line[] = [];
  let flying: readonly InFlight[] = [];
  const accruals: Line[] = [];
  let runs = 0;

  const post = (line: Line): void => {
    open = [...open, line];
  };
  const pay = (index: string): readonly Fact[] => {
    const on = PAYOUT_DATES[runs];
    const lines = open.filter(({ maturesOn }) => on !== undefined && maturesOn < `${on.slice(0, 7)}-01`);
    if (on === undefined || lines.length === 0) return [];
    runs += 1;
    const amount = lines.reduce((sum, line) => sum + line.amount, 0);
    if (amount < 3) return [deferred({ partner, date: on, amount })];
    const payout = `po-${partner}-${index}`;
    open = open.filter((line) => !lines.includes(line));
    flying = [...flying, { payout, lines, amount }];
    return [issued({ partner, payout, date: on, lines })];
  };
  const resolve = (choice: number, fact: typeof settled, returns: boolean): readonly Fact[] => {
    const chosen = flying[choice % flying.length];
    if (chosen === undefined) return [];
    flying = flying.filter((other) => other !== chosen);
    if (returns) open = [...open, ...chosen.lines];
    return [fact({ partner, payout: chosen.payout, amount: chosen.amount })];
  };

  return ({ what, cents, choice, maturesOn }: Step, index: string): readonly Fact[] => {
    const id = `e-${partner}-${index}`;
    switch (what) {
      case 'accrue': {
        const line: Line = { entry: id, kind: 'accrual', amount: cents, maturesOn };
        post(line);
        accruals.push(line);
        return [accrued({ partner, id, amount: cents, maturesOn })];
      }
      case 'reverse': {
        const accrual = accruals[choice % accruals.length];
        if (accrual === undefined) return [];
        post({ entry: id, kind: 'reversal', amount: -cents, maturesOn });
        return [reversed({ partner, id, amount: cents, maturesOn, accrual: accrual.entry })];
      }
      case 'adjust': {
        const amount = choice % 2 === 0 ? cents : -cents;
        post({ entry: id, kind: 'adjustment', amount, maturesOn });
        return [adjusted({ partner, id, amount, maturesOn })];
      }
      case 'evaluate':
        return [evaluated({ partner })];
      case 'pay':
        return pay(index);
      case 'settle':
        return resolve(choice, settled, false);
      case 'fail':
        return resolve(choice, failed, true);
      case 'void':
        return resolve(choice, voided, true);
    }
  };
};
