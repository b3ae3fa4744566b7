import {
  type Told,
  entriesIn,
  holdersOf,
  linesIn,
  onTheirWayIn,
  openIn,
  payableIn,
  receivableIn,
  statusOf,
  taxIn,
} from './accountModel.ts';
import { type Known, type Step, policyKey } from './accountSteps.ts';

/** What must come of a step: facts that are told, nothing new, or a failure by its tag. */
export type Expected = Readonly<{ told: readonly Told[] }> | 'nothing' | Readonly<{ failure: string }>;

/** What is remembered beside what was told: the keys that were used, each with the content that came with it. */
export type Memory = Readonly<{ told: readonly Told[]; keys: ReadonlyMap<string, string>; known: Known; zone: string }>;

type Decided = Readonly<{ key: string; content: string; expected: Expected }>;

const failure = (tag: string): Expected => ({ failure: tag });

const decided = (key: string, content: unknown, expected: Expected): Decided => ({
  key,
  content: JSON.stringify(content),
  expected,
});

/** What must come of the step. A key that was used says the same again, or is in conflict. */
export const expectedOf = (step: Step, memory: Memory): Decided | undefined => {
  const found = decisionOf(step, memory);
  if (found === undefined) return undefined;
  const before = memory.keys.get(found.key);
  if (before === undefined) return found;
  return { ...found, expected: before === found.content ? 'nothing' : failure('KeyConflict') };
};

const decisionOf = (step: Step, memory: Memory): Decided | undefined => {
  switch (step.do) {
    case 'adjust':
    case 'propose':
      return ofAdjustment(step, memory);
    case 'approve':
    case 'decline':
      return ofProposal(step, memory);
    case 'hold':
    case 'release':
      return ofDispute(step, memory);
    case 'policy-hold':
    case 'policy-release':
      return ofPolicy(step, memory);
    case 'write-off':
    case 'set-apart':
      return ofBalance(step, memory);
    case 'remit': {
      const { id, minor, at } = step;
      const remitted = { told: [{ what: 'remitted' as const, minor: BigInt(minor) }] };
      const refused = BigInt(minor) > taxIn(memory.told) ? failure('MoreThanWithheld') : remitted;
      return decided(`remit/${id}`, [minor, at], minor > 0 ? refused : failure('AmountNotPositive'));
    }
    case 'settle':
    case 'fail':
    case 'void':
      return ofPayout(step, memory);
    case 'close':
      return ofMonth(step.month, memory);
    case 'pay':
    case 'refund':
    case 'issue':
      return undefined;
  }
};

type Of<Do extends Step['do']> = Extract<Step, { do: Do }>;

const posted = (id: string, minor: bigint, matures: string, at: string): Expected => ({
  told: [{ what: 'entry', kind: 'adjustment', id, minor, matures, at, of: '' }],
});

const ofAdjustment = ({ do: how, id, minor, matures, at }: Of<'adjust' | 'propose'>, { told }: Memory): Decided => {
  const content = ['ann', 'max', minor, matures, at];
  const proposal = proposalOf(told, id);
  const exists = entriesIn(told).some((entry) => entry.kind === 'adjustment' && entry.id === id);
  if (how === 'propose') {
    const proposed: Expected = { told: [{ what: 'proposal', id, minor: BigInt(minor), matures }] };
    const refused = proposal !== undefined || exists ? failure('AdjustmentExists') : proposed;
    return decided(`propose/${id}`, content, minor === 0 ? failure('AmountIsZero') : refused);
  }
  const direct = posted(id, BigInt(minor), matures, at);
  if (minor === 0) return decided(`adjust/${id}`, content, failure('AmountIsZero'));
  if (proposal === undefined) return decided(`adjust/${id}`, content, direct);
  if (proposal.ended) return decided(`adjust/${id}`, content, failure('ProposalAlready'));
  const isSame = proposal.minor === BigInt(minor) && proposal.matures === matures;
  return decided(`adjust/${id}`, content, isSame ? direct : failure('NotAsProposed'));
};

const proposalOf = (told: readonly Told[], id: string) => {
  const found = told.flatMap((each) => (each.what === 'proposal' && each.id === id ? [each] : []))[0];
  if (found === undefined) return undefined;
  const isPosted = entriesIn(told).some((entry) => entry.kind === 'adjustment' && entry.id === id);
  return { ...found, ended: isPosted || told.some((each) => each.what === 'declined' && each.id === id) };
};

const ofProposal = ({ do: how, id, by, at }: Of<'approve' | 'decline'>, { told }: Memory): Decided => {
  const proposal = proposalOf(told, id);
  if (proposal === undefined) return decided(`ghost/${id}`, '', failure('UnknownProposal'));
  const { minor, matures, ended } = proposal;
  if (how === 'decline')
    return decided(
      `decline/${id}`,
      [by, at],
      ended ? failure('ProposalAlready') : { told: [{ what: 'declined', id }] },
    );
  const post = ended ? failure('ProposalAlready') : posted(id, minor, matures, at);
  const content = ['ann', by, Number(minor), matures, at];
  return decided(`adjust/${id}`, content, by === 'ann' ? failure('SamePerson') : post);
};

const ofDispute = ({ do: how, payment, text, at }: Of<'hold' | 'release'>, { told, known }: Memory): Decided => {
  const accrual = known.accruals.get(payment);
  const key = `${how}/${accrual}/${at}`;
  if (accrual === undefined) return decided(key, text, failure('UnknownAccrual'));
  const byHand = told.flatMap((each) =>
    (each.what === 'hold' || each.what === 'release') && each.accrual === accrual && each.by === 'hand' ? [each] : [],
  );
  const last = byHand.at(-1);
  const isHeld = last?.what === 'hold';
  const new_ = { told: [{ what: how, by: 'hand', accrual, text }] };
  if (how === 'release') {
    const isSame = last?.what === 'release' && last.text === text;
    const refused = isSame ? 'nothing' : failure('AccrualNotHeld');
    return decided(key, text, isHeld ? new_ : refused);
  }
  if (isHeld) return decided(key, text, last.text === text ? 'nothing' : failure('AccrualAlreadyHeld'));
  return decided(key, text, isOpen(told, accrual) ? new_ : failure('AccrualInPayout'));
};

const isOpen = (told: readonly Told[], accrual: string): boolean =>
  openIn(told).some(({ kind, id }) => kind === 'accrual' && id === accrual);

const isUnpaid = (told: readonly Told[], accrual: string): boolean =>
  isOpen(told, accrual) || onTheirWayIn(told).some(({ lines }) => lines.includes(`accrual/${accrual}`));

const ofPolicy = (step: Of<'policy-hold' | 'policy-release'>, { told, known }: Memory): Decided => {
  const by = `${step.by.kind} ${step.by.id}`;
  const isHeld = (accrual: string): boolean => holdersOf(told, accrual).includes(by);
  const named = step.do === 'policy-hold' ? step.payments : [...known.accruals.keys()];
  const accruals = [...new Set(named.map((payment) => known.accruals.get(payment) ?? 'ghost'))];
  const moved = accruals.filter((accrual) =>
    step.do === 'policy-hold' ? isUnpaid(told, accrual) && !isHeld(accrual) : isHeld(accrual),
  );
  const what = step.do === 'policy-hold' ? ('hold' as const) : ('release' as const);
  const facts = moved.map((accrual) => ({ what, by, accrual, text: '' }));
  return decided(policyKey(step), '', moved.length === 0 ? 'nothing' : { told: facts });
};

const ofBalance = (step: Of<'write-off' | 'set-apart'>, { told, zone }: Memory): Decided => {
  const { do: how, id, minor, date, at, approver } = step;
  const key = `${how}/${id}`;
  const localDate = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at));
  const content = [minor, date, at, approver];
  if (date > localDate) return decided(key, content, failure('InvalidInput'));
  if (minor <= 0) return decided(key, content, failure('AmountNotPositive'));
  if (approver === 'ann') return decided(key, content, failure('SamePerson'));
  const kind = how === 'write-off' ? 'write-off' : 'unclaimed';
  const most = how === 'write-off' ? receivableIn(told) : payableIn(told, date);
  const tooMuch = how === 'write-off' ? 'MoreThanOwed' : 'MoreThanPayable';
  const signed = how === 'write-off' ? BigInt(minor) : -BigInt(minor);
  const entry = { what: 'entry' as const, kind, id, minor: signed, matures: date, at, of: '' };
  return decided(key, content, BigInt(minor) > most ? failure(tooMuch) : { told: [entry] });
};

const endings = { settle: 'settled', fail: 'failed', void: 'voided' } as const;

const ofPayout = (
  { do: how, run, at }: Of<'settle' | 'fail' | 'void'>,
  { told, known }: Memory,
): Decided | undefined => {
  const payout = known.payouts.get(run);
  if (payout === undefined) return undefined;
  const { payout: id, amount } = payout;
  const ended = { what: endings[how], id, minor: amount.minor, at };
  return decided(`${how}/${id}`, at, statusOf(told, id) === 'payout' ? { told: [ended] } : failure('PayoutAlready'));
};

const ofMonth = (month: number, { told, zone }: Memory): Decided => {
  const closed = Math.max(-1, ...told.flatMap((each) => (each.what === 'closed' ? [each.month] : [])));
  const waits = linesIn(told, zone).some((line) => line.month > closed && line.month < month);
  const close: Expected = { told: [{ what: 'closed', month }] };
  if (closed >= month) return decided(`close/${month}`, '', 'nothing');
  return decided(`close/${month}`, '', waits ? failure('EarlierPeriodOpen') : close);
};
