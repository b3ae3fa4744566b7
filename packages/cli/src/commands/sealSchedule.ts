import {
  describeSealFailure,
  mayPass,
  type RecordedSeal,
  type Sealed,
  type Sealer,
  type SealFailure,
  sealEvery,
} from '@commission-ledger/seals';
import type { KeepNotes } from '../audit/keptNotes.ts';
import { millisecondsOf } from '../audit/millisecondsOf.ts';
import { NoteDiffers } from '../audit/noteFolder.ts';
import { sealNamed } from '../audit/sealNamed.ts';
import { sealRow } from '../audit/sealRow.ts';
import { sealWords } from '../audit/sealWords.ts';
import { whenStopped } from '../audit/whenStopped.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { explainEnd } from '../session.ts';

/** How often, such as `10m`, and what keeps the notes. */
export type SealScheduleOptions = Readonly<{ every: string; keep: KeepNotes }>;

/**
 * Seals again and again until the process is told to stop; one line for each new seal.
 *
 * @throws CommandFailed when the history is not what was sealed; what may pass is told and tried again
 */
export const sealOnSchedule = async (
  context: CommandContext,
  sealer: Sealer,
  { every: asked, keep }: SealScheduleOptions,
): Promise<number> => {
  const every = millisecondsOf(asked);
  const { controller, end } = whenStopped();
  let failed: CommandFailed | undefined;
  const stopWith = (failure: CommandFailed): void => {
    failed = failure;
    controller.abort();
  };
  const onSealed = async ({ seal, repeated }: Sealed): Promise<void> => {
    if (!repeated) tellSeal(context, seal);
    try {
      await keep(seal);
    } catch (error) {
      if (error instanceof NoteDiffers) stopWith(error);
      else tellProblem(context, error);
    }
  };
  const onFailure = (failure: SealFailure): void => {
    const problem = new CommandFailed(describeSealFailure(failure));
    if (!mayPass(failure)) stopWith(problem);
    else if (failure._tag !== 'NothingToSeal') tellProblem(context, problem);
  };
  try {
    await sealEvery({ sealer, every, signal: controller.signal, onSealed, onFailure });
  } finally {
    end();
  }
  if (failed !== undefined) throw failed;
  return exitCode.done;
};

const tellSeal = ({ terminal, options }: CommandContext, seal: RecordedSeal): void =>
  terminal.out(
    options.json === true
      ? `${JSON.stringify({ ...sealRow(seal), repeated: false })}\n`
      : `${sealWords[options.locale].made(sealNamed(seal))}\n`,
  );

/** What went wrong this time. Defects go on. */
const tellProblem = ({ terminal, options }: CommandContext, error: unknown): void => {
  const { message, code } = explainEnd(error);
  terminal.err(
    options.json === true ? `${JSON.stringify({ error: { code, message } })}\n` : `${message} Trying again.\n`,
  );
};
