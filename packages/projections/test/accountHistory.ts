import * as fc from 'fast-check';
import {
  accrued,
  adjusted,
  advanced,
  declined,
  deferred,
  evaluated,
  failed,
  forgiven,
  held,
  issued,
  type Line,
  proposed,
  recovered,
  released,
  remitted,
  reversed,
  setApart,
  settled,
  truedUp,
  voided,
  writtenOff,
} from './facts.ts';
import type { Fact } from './history.ts';

/** What may happen next in an account; numbers choose among what is there. */
type Step = Readonly<{
  partner: 'ada' | 'bob';
  what:
    | 'accrue'
    | 'reverse'
    | 'adjust'
    | 'trueUp'
    | 'evaluate'
    | 'hold'
    | 'release'
    | 'forgive'
    | 'setApart'
    | 'remit'
    | 'propose'
    | 'writeOff'
    | 'pay'
    | 'settle'
    | 'fail'
    | 'void';
  cents: number;
  choice: number;
  maturesOn: string;
}>;

const MATURITIES = ['2026-01-30', '2026-01-31', '2026-02-01', '2026-02-28', '2026-03-15', '2026-04-02'];
/** Before the first payout date, so that the next one has it, whichever that is. */
const BY_HAND_ON = '2026-02-01';
const PAYOUT_DATES = ['2026-02-05', '2026-03-05', '2026-04-06', '2026-05-05'];

const step: fc.Arbitrary<Step> = fc.record({
  partner: fc.constantFrom('ada', 'bob'),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constant('accrue' as const) },
    { weight: 4, arbitrary: fc.constant('pay' as const) },
    { weight: 1, arbitrary: fc.constantFrom('reverse' as const, 'forgive' as const) },
    { weight: 3, arbitrary: fc.constantFrom('hold' as const, 'release' as const) },
    { weight: 3, arbitrary: fc.constantFrom('setApart' as const, 'remit', 'propose', 'writeOff') },
    { weight: 4, arbitrary: fc.constantFrom('adjust', 'trueUp', 'evaluate', 'settle', 'fail', 'void') },
  ),
  cents: fc.integer({ min: 1, max: 9 }),
  choice: fc.nat({ max: 8 }),
  maturesOn: fc.constantFrom(...MATURITIES),
});

/** Histories of two accounts that a ledger could have written. */
export const accountHistory = (maxLength = 30): fc.Arbitrary<readonly Fact[]> =>
  fc.array(step, { maxLength, size: 'max' }).map((steps) => {
    const players = { ada: player('ada'), bob: player('bob') };
    return steps.flatMap((taken, index) => players[taken.partner](taken, `${index}`));
  });

const totalOf = (lines: readonly Line[]): number => lines.reduce((sum, { amount }) => sum + amount, 0);

type Holder = Readonly<{ kind: 'inquiry' | 'chargeback'; id: string }> | undefined;
type Disputed = Readonly<{ accrual: string; by: Holder }>;

const HOLDERS: readonly Holder[] = [undefined, { kind: 'inquiry', id: 'h1' }, { kind: 'chargeback', id: 'h1' }];

type InFlight = Readonly<{ payout: string; lines: readonly Line[]; amount: number }>;

/** Turns steps into facts, leaving out what no ledger would record. */
const player = (partner: string) => {
  let open: readonly Line[] = [];
  let flying: readonly InFlight[] = [];
  const accruals: Line[] = [];
  const reratings = new Map<string, string>();
  let disputed: readonly Disputed[] = [];
  let proposals: readonly Line[] = [];
  let debt = 0;
  let runs = 0;

  const post = (line: Line): void => {
    open = [...open, line];
  };
  /** The accrual that an entry belongs to. */
  const belongs = new Map<string, string>();
  const isDisputed = ({ entry }: Line): boolean => disputed.some(({ accrual }) => accrual === belongs.get(entry));
  /** What a run adds to the account before it pays: by turns nothing, a draw, or its recovery. */
  const added = (matured: number, choice: number, date: string, index: string): readonly (readonly [Fact, Line])[] => {
    const posting = { partner, id: `e-${partner}-${index}`, date };
    const lineOf = (kind: Line['kind'], amount: number): Line => ({ entry: posting.id, kind, amount, maturesOn: date });
    const amount = Math.min(debt, matured);
    if (amount > 0 && choice % 3 > 0) {
      debt -= amount;
      return [[recovered({ ...posting, amount, debt }), lineOf('draw-recovery', -amount)]];
    }
    if (choice % 3 === 1) {
      const recoverable = choice !== 4;
      const advance = Math.max(1, 12 - matured);
      debt += recoverable ? advance : 0;
      return [[advanced({ ...posting, amount: advance, debt, recoverable }), lineOf('draw-advance', advance)]];
    }
    return [];
  };
  const pay = (index: string, choice: number): readonly Fact[] => {
    const on = PAYOUT_DATES[runs];
    if (on === undefined) return [];
    const isDue = ({ kind, maturesOn }: Line): boolean =>
      kind === 'unclaimed' || kind === 'write-off' || maturesOn < `${on.slice(0, 7)}-01`;
    const due = open.filter((line) => isDue(line) && !isDisputed(line));
    if (due.length === 0) return [];
    runs += 1;
    const matured = due.reduce((sum, line) => sum + line.amount, 0);
    if (matured < 0 && choice % 2 === 0) {
      const entry = `e-${partner}-${index}`;
      post({ entry, kind: 'write-off', amount: -matured, maturesOn: on });
      const written = writtenOff({ partner, id: entry, amount: -matured, date: on });
      return [written, deferred({ partner, date: on, amount: 0 })];
    }
    if (choice % 3 !== 1 && matured < (choice < 3 ? 3 : 1)) return [deferred({ partner, date: on, amount: matured })];
    const more = added(matured, choice, on, index);
    const lines = [...due, ...more.map(([, line]) => line)];
    const amount = lines.reduce((sum, line) => sum + line.amount, 0);
    const payout = `po-${partner}-${index}`;
    open = open.filter((line) => !lines.includes(line));
    flying = [...flying, { payout, lines, amount }];
    const charges = { withheld: Math.min(2, amount), vat: 1, programFee: 3, ...(amount > 5 ? { fee: 1 } : {}) };
    const paying = { partner, payout, date: on, lines, ...(choice % 2 === 0 ? { charges } : {}) };
    return [...more.map(([fact]) => fact), issued(paying)];
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
        belongs.set(id, id);
        return [accrued({ partner, id, amount: cents, maturesOn })];
      }
      case 'reverse': {
        const accrual = accruals[choice % accruals.length];
        if (accrual === undefined) return [];
        post({ entry: id, kind: 'reversal', amount: -cents, maturesOn });
        belongs.set(id, accrual.entry);
        // Also of what a re-rating had given.
        const from = choice > 4 ? (reratings.get(accrual.entry) ?? accrual.entry) : accrual.entry;
        return [reversed({ partner, id, amount: cents, maturesOn, accrual: from })];
      }
      case 'adjust': {
        const amount = choice % 2 === 0 ? cents : -cents;
        post({ entry: id, kind: 'adjustment', amount, maturesOn });
        return [adjusted({ partner, id, amount, maturesOn })];
      }
      case 'trueUp': {
        const accrual = accruals[choice % accruals.length];
        const amount = choice % 2 === 0 ? cents : -cents;
        post({ entry: id, kind: 'true-up', amount, maturesOn });
        if (accrual === undefined) return [truedUp({ partner, id, amount, maturesOn })];
        belongs.set(id, accrual.entry);
        if (choice > 4) reratings.set(accrual.entry, id);
        const again = choice > 4 ? { accrual: accrual.entry } : { settles: accrual.entry };
        return [truedUp({ partner, id, amount, maturesOn, ...again })];
      }
      case 'hold': {
        const accrual = accruals[choice % accruals.length]?.entry;
        const by = HOLDERS[cents % HOLDERS.length];
        if (accrual === undefined || disputed.some((other) => other.accrual === accrual && other.by === by)) return [];
        disputed = [...disputed, { accrual, by }];
        return [held({ partner, accrual, ...(by === undefined ? {} : { by }) })];
      }
      case 'release': {
        const chosen = disputed[choice % disputed.length];
        if (chosen === undefined) return [];
        disputed = disputed.filter((other) => other !== chosen);
        const { accrual, by } = chosen;
        return [released({ partner, accrual, ...(by === undefined ? {} : { by }) })];
      }
      case 'forgive': {
        if (debt === 0) return [];
        const amount = debt;
        debt = 0;
        return [forgiven({ partner, amount, date: '2026-05-05' })];
      }
      case 'setApart': {
        const payable = open.filter(
          (line) => (line.maturesOn <= BY_HAND_ON || line.kind === 'unclaimed') && !isDisputed(line),
        );
        const amount = Math.min(cents, totalOf(payable));
        if (amount <= 0) return [];
        post({ entry: id, kind: 'unclaimed', amount: -amount, maturesOn: BY_HAND_ON });
        return [setApart({ partner, id, amount, date: BY_HAND_ON })];
      }
      case 'writeOff': {
        const amount = Math.min(cents, -totalOf(open));
        if (amount <= 0) return [];
        post({ entry: id, kind: 'write-off', amount, maturesOn: BY_HAND_ON });
        return [writtenOff({ partner, id, amount, date: BY_HAND_ON })];
      }
      case 'remit':
        return [remitted({ partner, id, amount: cents })];
      case 'propose': {
        const [proposal] = proposals;
        if (proposal === undefined || choice % 3 === 0) {
          proposals = [...proposals, { entry: id, kind: 'adjustment', amount: cents, maturesOn }];
          return [proposed({ partner, id, amount: cents, maturesOn })];
        }
        proposals = proposals.slice(1);
        const ended = { partner, id: proposal.entry, amount: proposal.amount, maturesOn: proposal.maturesOn };
        if (choice % 3 === 1) return [declined(ended)];
        post(proposal);
        return [adjusted(ended)];
      }
      case 'evaluate':
        return [evaluated({ partner })];
      case 'pay':
        return pay(index, choice);
      case 'settle':
        return resolve(choice, settled, false);
      case 'fail':
        return resolve(choice, failed, true);
      case 'void':
        return resolve(choice, voided, true);
    }
  };
};
