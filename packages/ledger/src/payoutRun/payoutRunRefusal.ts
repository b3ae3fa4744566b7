import type { Describers } from '../describers.ts';

/** Why a payout run is refused. */
export type PayoutRunRefusal =
  | Readonly<{ _tag: 'NotAPayoutDate'; date: string; before: string; after: string }>
  | Readonly<{ _tag: 'PayoutDateInFuture'; date: string; today: string }>
  | Readonly<{ _tag: 'NothingDue'; program: string; date: string }>
  | Readonly<{ _tag: 'RunNotPrepared'; run: string }>
  | Readonly<{ _tag: 'RunNotApproved'; run: string }>
  | Readonly<{ _tag: 'RunNotIssued'; run: string }>
  | Readonly<{ _tag: 'RunIssued'; run: string; payout: string; account: string }>
  | Readonly<{ _tag: 'RunCompleted'; run: string }>
  | Readonly<{ _tag: 'RunDiscarded'; run: string }>
  | Readonly<{ _tag: 'ProposalsChanged'; run: string; given: string; standing: string }>
  | Readonly<{ _tag: 'PayoutFileExists'; run: string; file: string }>
  | Readonly<{ _tag: 'UnknownPayoutFile'; run: string; file: string }>
  | Readonly<{ _tag: 'PayoutNotOfRun'; run: string; payout: string }>
  | Readonly<{ _tag: 'PayoutInFile'; run: string; file: string; payout: string }>
  | Readonly<{ _tag: 'PayoutFileIsEmpty'; run: string; file: string }>;

/** One sentence for what is wrong, one for what to do. */
export const payoutRunRefusals: Describers<PayoutRunRefusal> = {
  NotAPayoutDate: ({ after, before, date }) =>
    `${date} is no payout date of this program. The nearest are ${before} and ${after}.`,
  PayoutDateInFuture: ({ date, today }) =>
    `${date} has not come yet: it is ${today}. Preview the run now, and make it on the day.`,
  NothingDue: ({ date, program }) =>
    `Nothing in ${program} is due on ${date}: no account has earned commission yet. Import or record causes first.`,
  RunNotPrepared: ({ run }) => `The payout run ${run} was not prepared. Prepare it first.`,
  RunNotApproved: ({ run }) =>
    `The payout run ${run} waits for approval by somebody other than who prepared it. Approve it first.`,
  RunNotIssued: ({ run }) => `The payouts of the run ${run} are not all issued yet. Issue the run first.`,
  RunIssued: ({ account, payout, run }) =>
    `The run ${run} has issued ${payout} to ${account}, so it cannot be discarded. Void the payout, or go on with the run.`,
  RunCompleted: ({ run }) =>
    `The run ${run} is complete, so it cannot be discarded. Void payouts that are not to be made.`,
  RunDiscarded: ({ run }) =>
    `The run ${run} was discarded while it issued payouts. Prepare it again; what it has issued stands.`,
  ProposalsChanged: ({ run, standing }) =>
    `The payout run ${run} was prepared again since: its proposals are now those with the hash ${standing}. Look at them before you approve.`,
  PayoutFileExists: ({ file, run }) =>
    `There is another file ${file} of the run ${run} already. Use another id for a new file.`,
  UnknownPayoutFile: ({ file, run }) =>
    `There is no file ${file} of the run ${run}, so it cannot be replaced. Check the id.`,
  PayoutNotOfRun: ({ payout, run }) =>
    `The payout ${payout} is none that the run ${run} issued. Put only payouts of the run into its files.`,
  PayoutInFile: ({ file, payout, run }) =>
    `The payout ${payout} is in the file ${file} of the run ${run}. Replace that file, or say that the payout is unsent, if it never went out.`,
  PayoutFileIsEmpty: ({ file, run }) =>
    `No payout of the run ${run} can be in the file ${file}. See why each is left out, and make the file again.`,
};
