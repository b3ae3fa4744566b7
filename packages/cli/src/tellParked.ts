import { parkedCauses } from '@commission-ledger/projections';
import type { CommandContext } from './commandContext.ts';
import { shownSafely } from './table.ts';

/** Says on standard error when causes are set aside: whoever looks at money should know that some is not in it. */
export const tellParked = async ({ session, terminal, words }: CommandContext): Promise<void> => {
  const reasons = new Map<string, number>();
  for await (const { reason } of parkedCauses(session.documents)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  for (const [reason, causes] of reasons) terminal.err(`${words.setAside(causes, shownSafely(reason))}\n`);
};
