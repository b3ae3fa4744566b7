import { payoutRunStream } from '@commission-ledger/events';
import { type Admissions, decidedBy } from '../admission/admission.ts';
import { admitPayoutFile } from './admitPayoutFile.ts';
import { type PayoutRunCommand, payoutRunDecider } from './payoutRunDecider.ts';

/** The facts about a payout run that a host records. */
export type PayoutRunFact = 'PayoutFileMade';

const ofRun = decidedBy(payoutRunDecider, (command: PayoutRunCommand) =>
  payoutRunStream(command.type === 'RunStep' ? command.fact.data.run : command.data.run),
);

/** The command keys: a file of a run is known by its id. */
export const payoutRunAdmissions: Admissions<PayoutRunFact> = {
  PayoutFileMade: {
    ...ofRun,
    admit: admitPayoutFile,
    afresh: true,
    key: ({ run, file }) => `payout-run/${run}/file/${file}`,
  },
};
