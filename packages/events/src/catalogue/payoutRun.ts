import { LocalDateCodec } from '@commission-ledger/calendar';
import { MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { happened, PlainText, Sha256, Whole } from './vocabulary.ts';

/** What a run means to pay to one account. */
export const ProposedPayout = t.readonly(t.strict({ partner: Id, amount: MoneyJson, lines: Whole }));

/** A payout run is drawn up: what would be paid to whom on this date. */
export const PayoutRunPrepared = t.readonly(
  t.type({
    run: Id,
    program: Id,
    date: LocalDateCodec,
    proposals: t.readonlyArray(ProposedPayout),
    /** SHA-256 of the canonical JSON of `proposals`: what the approver signs off. */
    proposalsHash: Sha256,
    preparedBy: PlainText,
    ...happened,
  }),
);

/** Somebody other than its author approved the run, exactly as prepared. */
export const PayoutRunApproved = t.readonly(
  t.type({ run: Id, approvedBy: PlainText, proposalsHash: Sha256, ...happened }),
);

/** Every account of the run has its payout or its deferral. */
export const PayoutRunCompleted = t.readonly(
  t.type({ run: Id, issued: Whole, deferred: Whole, totals: t.readonlyArray(MoneyJson), ...happened }),
);

/** A run that was prepared is dropped before anything of it was issued; it can be prepared again. */
export const PayoutRunDiscarded = t.readonly(t.type({ run: Id, reason: PlainText, by: PlainText, ...happened }));

/**
 * A file of payouts was made for the bank or provider. `fileHash` is the SHA-256 of its bytes; `replaces` is an earlier
 * file of the run, which was never used.
 */
export const PayoutFileMade = t.readonly(
  t.intersection([
    t.type({
      run: Id,
      file: Id,
      format: PlainText,
      payouts: t.readonlyArray(Id),
      totals: t.readonlyArray(MoneyJson),
      fileHash: Sha256,
      by: PlainText,
      ...happened,
    }),
    t.partial({ replaces: Id }),
  ]),
);
