import { describeRecomputeFailure, recompute, type RecomputeProgress } from '@commission-ledger/audit';
import * as E from 'fp-ts/lib/Either.js';
import { auditZone, checkScope } from '../audit/auditScope.ts';
import { recomputeText } from '../audit/recomputeText.ts';
import { recomputeWords } from '../audit/recomputeWords.ts';
import { recordedMomentOr, utcMoment, type RecordedMoment } from '../audit/recordedMoment.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { progressBar, type ProgressBar } from '../progressBar.ts';

/** Which part of the books, from when, and until when, by when it was recorded. */
export type RecomputeAsked = Readonly<{ program?: string; partner?: string; from?: string; until?: string }>;

/** Calculates the books once more, and says whether they agree: the verdict first. */
export const recomputeBooks = async (context: CommandContext, asked: RecomputeAsked): Promise<number> => {
  const { session, terminal, options } = context;
  const { program, partner } = asked;
  await checkScope(session, asked);
  let known: ReturnType<typeof auditZone> | undefined;
  const zone = () => (known ??= auditZone(session, program));
  const from = asked.from === undefined ? undefined : await recordedMomentOr(asked.from, { moment: 'first', zone });
  const until = asked.until === undefined ? undefined : await recordedMomentOr(asked.until, { moment: 'last', zone });
  if (from !== undefined && until !== undefined && from.at > until.at)
    throw new CommandFailed('--from is after --until.', exitCode.usage);
  const { show, end } = bars(context);
  const outcome = await recompute({
    store: session.events,
    ledger: options.ledger,
    ...(program === undefined ? {} : { program }),
    ...(partner === undefined ? {} : { partner }),
    ...(from === undefined ? {} : { from: from.at }),
    ...(until === undefined ? {} : { until: until.at }),
    onProgress: show,
  }).finally(end);
  if (E.isLeft(outcome)) throw new CommandFailed(describeRecomputeFailure(outcome.left));
  const { right: recomputation } = outcome;
  if (options.json === true) writeJson(terminal, recomputation);
  else {
    const named = { from: momentNamed(from, await known), until: momentNamed(until, await known) };
    terminal.out(
      await recomputeText(context, recomputation, { program: program ?? null, partner: partner ?? null, ...named }),
    );
  }
  return recomputation.verdict === 'agrees' ? exitCode.done : exitCode.unproved;
};

/** A day with the zone in which it is meant, or a moment. */
const momentNamed = (moment: RecordedMoment | undefined, zone: string | undefined): string | null => {
  if (moment === undefined) return null;
  return moment.day === undefined ? utcMoment(moment.at) : `${moment.day} (${zone ?? 'UTC'})`;
};

/** A bar for each phase. */
const bars = ({ terminal, options }: CommandContext) => {
  let current: Readonly<{ phase: string; bar: ProgressBar }> | undefined;
  const end = (): void => current?.bar.end();
  const show = ({ phase, done, total }: RecomputeProgress): void => {
    if (current?.phase !== phase) {
      end();
      current = { phase, bar: progressBar(terminal, recomputeWords[options.locale].phases[phase]) };
    }
    current.bar.show(done, total);
  };
  return { show, end };
};
