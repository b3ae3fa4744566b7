import {
  type ProjectionStanding,
  allProjections,
  describeProjectionFailure,
  projectionRuntime,
  verifiedHistory,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { valueOf } from '../session.ts';
import { storeWords } from '../storeWords.ts';
import { keepsReadModels } from '../stores/keepsReadModels.ts';
import { shownAddress, shownStore, storeAddress } from '../stores/storeAddress.ts';
import { shownSafely, table } from '../table.ts';

/** Whether to bring the read models up to date first. */
export type StatusOptions = Readonly<{ catchUp?: boolean }>;

/** Where the history ends, and how far each read model is behind it. Ends with 1 when one cannot go on. */
export const status = async (context: CommandContext, { catchUp = false }: StatusOptions): Promise<number> => {
  const { session, terminal, options } = context;
  const { events, documents } = session;
  const runtime = projectionRuntime({ store: verifiedHistory(events), documents, projections: allProjections });
  const run = catchUp ? await runtime.catchUp() : undefined;
  // What stops a projection shows in its standing; a store that fails shows nothing.
  if (run !== undefined && E.isLeft(run) && run.left._tag === 'StoreFailed') valueOf(run);
  const standings = valueOf(await runtime.standings());
  if (options.json === true) writeJson(terminal, { ...placesOf(options), projections: standings.map(flat) });
  else terminal.out(statusText(context, standings, catchUp));
  return standings.some(({ stoppedBy }) => stoppedBy !== undefined) ? exitCode.failed : exitCode.done;
};

const placesOf = (options: CommandContext['options']) => ({
  store: shownStore(options.store),
  ...(keepsReadModels(options)
    ? options.readModels !== undefined && { readModels: shownAddress(options.readModels) }
    : { readModels: 'memory:' }),
});

const statusText = (
  { terminal, options }: CommandContext,
  standings: readonly ProjectionStanding[],
  catchUp: boolean,
): string => {
  const say = storeWords[options.locale];
  const { store, readModels } = placesOf(options);
  const isKept = keepsReadModels(options);
  const head = standings[0]?.head;
  const places = [
    `${say.store}: ${shownSafely(store)}, ${head === undefined ? say.empty : say.endsAt(head)}`,
    ...(isKept ? [] : [say.inMemory]),
    ...(isKept && readModels !== undefined ? [`${say.readModels}: ${shownSafely(readModels)}`] : []),
  ];
  // Nothing of them is there before they are asked for, which is no lag.
  if (!isKept && !catchUp) return `${places.join('\n')}\n`;
  const columns = [
    { heading: say.readModel },
    { heading: say.upTo, amounts: true },
    { heading: storeAddress(options.store).kind === 'eventstoredb' ? say.behindInLog : say.behind, amounts: true },
    { heading: say.state },
  ];
  const rows = standings.map(({ projection, checkpoint, behind, isCurrent, stoppedBy }) => [
    projection,
    checkpoint === undefined ? '—' : `${checkpoint.position}`,
    `${behind}`,
    stoppedBy === undefined ? (isCurrent ? say.current : say.isBehind) : say.stopped,
  ]);
  const problems = standings.flatMap(({ stoppedBy }) =>
    stoppedBy === undefined ? [] : [shownSafely(describeProjectionFailure(stoppedBy))],
  );
  const told = problems.length === 0 ? '' : `\n${[...new Set(problems)].join('\n')}\n`;
  return `${places.join('\n')}\n\n${table(columns, rows, terminal)}${told}`;
};

const flat = ({ projection, checkpoint, head, isCurrent, behind, stoppedBy }: ProjectionStanding) => ({
  projection,
  position: checkpoint === undefined ? null : `${checkpoint.position}`,
  head: head === undefined ? null : `${head}`,
  behind: `${behind}`,
  isCurrent,
  stoppedBy: stoppedBy === undefined ? null : describeProjectionFailure(stoppedBy),
});
