import {
  type AnyProjection,
  allProjections,
  projectionRuntime,
  storedName,
  verifiedHistory,
} from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { type ProgressBar, progressBar } from '../progressBar.ts';
import { inWorkers } from '../rebuild/inWorkers.ts';
import { rebuildPart } from '../rebuild/rebuildPart.ts';
import { type RebuildPart, splitRebuild } from '../rebuild/splitRebuild.ts';
import { valueOf } from '../session.ts';
import { storeWords } from '../storeWords.ts';
import { keepsReadModels } from '../stores/keepsReadModels.ts';
import { shownSafely } from '../table.ts';

/** How many processes share the work; text as it was typed. */
export type RebuildOptions = Readonly<{ workers?: string }>;

/** Builds read models anew beside those that are read, then puts them in their place. */
export const rebuild = async (
  context: CommandContext,
  names: readonly string[],
  asked: RebuildOptions,
): Promise<number> => {
  const { terminal, options } = context;
  const say = storeWords[options.locale];
  if (!keepsReadModels(options))
    throw new CommandFailed(
      'These read models are in memory: every command builds them anew. There is nothing to rebuild.',
      exitCode.usage,
    );
  const projections = projectionsNamed(names);
  const workers = workersOf(asked.workers);
  const bar = progressBar(terminal, say.rebuilding);
  try {
    const events = await build(context, splitRebuild(projections, workers), bar);
    if (options.json === true) writeJson(terminal, { projections: projections.map(storedName), events });
    else terminal.out(`${say.rebuilt(projections.length)}\n`);
  } finally {
    bar.end();
  }
  return exitCode.done;
};

const build = async (
  { session, options }: CommandContext,
  parts: readonly RebuildPart[],
  bar: ProgressBar,
): Promise<number> => {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) {
    return rebuildPart(session, first, {
      onBatch: ({ position, head }) => bar.show(Number(position ?? 0n), Number(head)),
    });
  }
  const { store, readModels } = options;
  const place = { store, ...(readModels !== undefined && { readModels }) };
  const verified = verifiedHistory(session.events);
  let events = await inWorkers(place, parts, (done) => bar.show(Math.floor(done * 100), 100));
  for (const { projections, share } of parts) {
    if (share?.index !== 0) continue;
    const chosen = allProjections.filter(({ name }) => projections.includes(name));
    const runtime = projectionRuntime({ store: verified, documents: session.documents, projections: chosen });
    for (const projection of chosen) events += valueOf(await runtime.switchTo(projection, share.of)).events;
  }
  return events;
};

/** By name, with or without the version; all when none is named. */
const projectionsNamed = (names: readonly string[]): readonly AnyProjection[] => {
  if (names.length === 0) return allProjections;
  const unknown = names.find((asked) => !allProjections.some((projection) => isNamed(projection, asked)));
  if (unknown === undefined)
    return allProjections.filter((projection) => names.some((asked) => isNamed(projection, asked)));
  const known = allProjections.map(({ name }) => name).join(', ');
  throw new CommandFailed(
    `There are no read models ${shownSafely(unknown.slice(0, 64))}. Known: ${known}.`,
    exitCode.usage,
  );
};

const isNamed = (projection: AnyProjection, asked: string): boolean =>
  asked === projection.name || asked === storedName(projection);

const workersOf = (asked = '1'): number => {
  const workers = Number(asked);
  if (/^\d+$/.test(asked) && workers >= 1 && workers <= 64) return workers;
  throw new CommandFailed(
    `'${shownSafely(asked.slice(0, 40))}' is no number of workers. Give one from 1 to 64.`,
    exitCode.usage,
  );
};
