import { type AccountRef, inquiryStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountCommand } from '../account/accountDecider.ts';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import { accountSubject, policyCommand } from '../policy/policyCommand.ts';
import { type Reacting, type Settled, nothingFollows } from '../policy/reaction.ts';
import { type InquiryState, inquiryDecider } from './inquiryDecider.ts';
import { accountWith } from './inquirySubject.ts';

/** Keeps what an objection is about out of payouts, and lets it in again when the inquiry is resolved. */
export const reactToInquiry = async (executor: Executor, inquiry: string): Reacting => {
  const found = await inquiryNow(executor, inquiry);
  if (E.isLeft(found)) return found;
  const { opened } = found.right;
  if (opened.kind !== 'objection' || opened.about.kind !== 'accrual') return E.right(nothingFollows);
  const { id } = opened.about;
  const account = await accountWith(executor, opened, ({ accruals }) => accruals.has(id));
  if (E.isLeft(account)) return account;
  return account.right === undefined
    ? E.right(nothingFollows)
    : E.right({ settled: follow(executor, account.right, found.right) });
};

/** Does what the inquiry asks for now, and again when it took another turn meanwhile. */
const follow = async (executor: Executor, account: AccountRef, known: NonNullable<InquiryState>): Promise<Settled> => {
  const recorded: Recorded[] = [];
  for (let inquiry = known; ;) {
    const { turn } = inquiry;
    const { revision } = turn;
    const key = `policy/inquiry/${turn.data.inquiry}/${revision}/${account.currency}`;
    const command = { ...policyCommand(key, commandFor(inquiry, account), turn), actor: 'policy:inquiry' };
    const done = await executor.execute(accountSubject(account), command);
    if (E.isLeft(done)) return done;
    recorded.push(done.right);
    const now = await readOn(executor, turn.data.inquiry);
    if (E.isLeft(now)) return now;
    if (now.right.turn.revision === revision) return E.right(recorded);
    inquiry = now.right;
  }
};

const commandFor = ({ opened, turn }: NonNullable<InquiryState>, account: AccountRef): AccountCommand => {
  const by = { kind: 'inquiry', id: opened.inquiry } as const;
  const { occurredAt } = turn.data;
  return turn.type === 'InquiryResolved'
    ? { type: 'ReleaseByPolicy', account, by, outcome: turn.data.outcome, occurredAt }
    : {
        type: 'HoldByPolicy',
        account,
        by,
        accruals: [opened.about.id],
        reason: `inquiry ${opened.inquiry}`,
        occurredAt,
      };
};

type Found = Promise<E.Either<LedgerFailure, NonNullable<InquiryState>>>;

const inquiryNow = async (executor: Executor, inquiry: string): Found => {
  const loaded = await executor.load(subjectOf(inquiry));
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  return state === undefined ? E.left({ _tag: 'UnknownInquiry', inquiry }) : E.right(state);
};

/** In one piece of work a stream is loaded once; asking what a command recorded reads on, to what others wrote since. */
const readOn = async (executor: Executor, inquiry: string): Found => {
  const read = await executor.recall(subjectOf(inquiry), `inquiry/${inquiry}/opened`);
  return E.isLeft(read) ? read : inquiryNow(executor, inquiry);
};

const subjectOf = (inquiry: string) => ({ stream: inquiryStream(inquiry), decider: inquiryDecider });
