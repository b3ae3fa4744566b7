import { InstantCodec } from '@commission-ledger/calendar';
import { Id, PlainText } from '@commission-ledger/events';
import { CurrencyCodeJson, toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { CommandTools, Result } from '../commandTools.ts';
import type { CommandMeta } from '../execution/offeredFact.ts';
import { readInput } from '../execution/readInput.ts';
import { accountSubject } from '../policy/policyCommand.ts';
import { programOf } from '../program/programOf.ts';
import type { ProposalState } from './accountState.ts';

type OfProposal = Readonly<{
  program: string;
  partner: string;
  /** The account; by default it is found by the id of the adjustment. */
  currency?: string;
  adjustment: string;
  /** By default it happens now. */
  occurredAt?: string;
}>;

/** Who approves a proposed adjustment. */
export type AdjustmentApproval = OfProposal & Readonly<{ approver: string }>;

/** Who declines a proposed adjustment, and why. */
export type AdjustmentDecline = OfProposal & Readonly<{ by: string; reason: string }>;

const ofProposal = {
  required: { program: Id, partner: Id, adjustment: Id },
  optional: t.partial({ currency: CurrencyCodeJson, occurredAt: InstantCodec }),
};

const ApprovalInput = t.intersection([t.type({ ...ofProposal.required, approver: PlainText }), ofProposal.optional]);

const DeclineInput = t.intersection([
  t.type({ ...ofProposal.required, by: PlainText, reason: PlainText }),
  ofProposal.optional,
]);

/** Posts an adjustment exactly as it was proposed. */
export const approveAdjustment = async (tools: CommandTools, input: AdjustmentApproval, meta: CommandMeta): Result => {
  const read = readInput('approveAdjustment', ApprovalInput, input, meta);
  if (E.isLeft(read)) return read;
  const { approver, occurredAt } = read.right;
  const proposed = await proposalOf(tools, read.right);
  if (E.isLeft(proposed)) return proposed;
  const { program, partner, adjustment, amount, reason, author, maturesOn } = proposed.right;
  const posted = { program, partner, adjustment, amount: toJson(amount), reason, author, approver, maturesOn };
  return tools.fact('AdjustmentPosted')(occurredAt === undefined ? posted : { ...posted, occurredAt }, meta);
};

/** Ends a proposal without an adjustment. */
export const declineAdjustment = async (tools: CommandTools, input: AdjustmentDecline, meta: CommandMeta): Result => {
  const read = readInput('declineAdjustment', DeclineInput, input, meta);
  if (E.isLeft(read)) return read;
  const { by, reason, occurredAt } = read.right;
  const proposed = await proposalOf(tools, read.right);
  if (E.isLeft(proposed)) return proposed;
  const { program, partner, adjustment, amount } = proposed.right;
  const declined = { program, partner, adjustment, amount: toJson(amount), reason, by };
  return tools.fact('AdjustmentDeclined')(occurredAt === undefined ? declined : { ...declined, occurredAt }, meta);
};

type Proposal = ProposalState['proposed'];

/** The proposal names no currency: it is looked for in the partner's accounts in every currency of the program. */
const proposalOf = async (
  { executor }: CommandTools,
  of: t.TypeOf<typeof DeclineInput | typeof ApprovalInput>,
): Result<Proposal> => {
  const { program: id, partner, adjustment } = of;
  const program = await programOf(executor, id);
  if (E.isLeft(program)) return program;
  const currencies = program.right.currencies.filter((each) => of.currency === undefined || each === of.currency);
  for (const currency of currencies) {
    const loaded = await executor.load(accountSubject({ program: id, partner, currency }));
    if (E.isLeft(loaded)) return loaded;
    const known = loaded.right.state.proposals.get(adjustment);
    if (known !== undefined) return E.right(known.proposed);
  }
  return E.left({ _tag: 'UnknownProposal', adjustment });
};
