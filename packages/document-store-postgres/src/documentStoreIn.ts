import { textProblem } from '@commission-ledger/event-store';
import {
  afterPrefix,
  checkBatch,
  checkReplacement,
  type DocumentBatch,
  type DocumentStore,
  isSameCheckpoint,
  type ListOptions,
} from '@commission-ledger/projections';

import { checkLengths } from './checkLengths.ts';
import type { Database, Outcome, Run } from './database.ts';
import { type Bound, documentStatements } from './documentStatements.ts';
import type { UseOfSchema } from './preparedSchema.ts';
import { checkpointsIn, documentsIn } from './rows.ts';

/** Read models in the tables of a schema, which `use` has prepared. */
export const documentStoreIn = (database: Database, schema: string, use: UseOfSchema): DocumentStore => {
  const say = documentStatements(schema);
  const read = ({ text, values }: Bound) => use(() => database.read(text, values));
  return {
    read: async (projection, key) => {
      if (!areStorable(projection, key)) return undefined;
      return documentsIn(await read(say.read(projection, [key])))[0]?.json;
    },
    readMany: async (projection, keys) => {
      const asked = areStorable(projection) ? keys.filter((key) => areStorable(key)) : [];
      if (asked.length === 0) return keys.map(() => undefined);
      const found = documentsIn(await read(say.read(projection, [...new Set(asked)])));
      const byKey = new Map(found.map(({ key, json }) => [key, json]));
      return keys.map((key) => byKey.get(key));
    },
    list: async (projection, options) => {
      const range = rangeOf(options);
      if (!areStorable(projection, range.from)) return [];
      return documentsIn(await read(say.list(projection, range)));
    },
    checkpoint: async (projection) =>
      areStorable(projection) ? checkpointsIn(await read(say.checkpoint(projection))).get(projection) : undefined,
    checkpoints: async () => checkpointsIn(await read(say.checkpoints())),
    commit: async (batch) => {
      checkBatch(batch);
      checkLengths(batch);
      // Copied at once: the caller may change its arrays while this waits.
      const changes = changesOf(batch);
      const move = say.move(batch.projection, batch.expected, batch.checkpoint);
      if (changes.puts.length + changes.removes.length === 0) {
        return use(async () => (await database.write(move.text, move.values)).rowCount === 1);
      }
      const put = say.put(batch.projection, changes.puts);
      const remove = say.remove(batch.projection, changes.removes);
      return use(() =>
        database.transaction(async (run) => {
          if ((await run(move.text, move.values)).rowCount !== 1) return nothing;
          if (changes.removes.length > 0) await run(remove.text, remove.values);
          if (changes.puts.length > 0) await run(put.text, put.values);
          return everything;
        }),
      );
    },
    replace: async (projection, by) => {
      checkReplacement(projection, by);
      const parts = [...by];
      if (parts.length === 0) return false;
      return use(() => database.transaction((run) => replace(run, say, projection, parts), 'long'));
    },
    clear: async (projection) => {
      if (!areStorable(projection)) return;
      await use(() => database.transaction((run) => clear(run, say, projection), 'long'));
    },
  };
};

const everything: Outcome<boolean> = { keep: true, answer: true };
const nothing: Outcome<boolean> = { keep: false, answer: false };

type Statements = ReturnType<typeof documentStatements>;

const replace = async (
  run: Run,
  say: Statements,
  projection: string,
  by: readonly string[],
): Promise<Outcome<boolean>> => {
  const told = ({ text, values }: Bound) => run(text, values);
  const held = [...checkpointsIn(await told(say.hold(by))).values()];
  const [first] = held;
  const isLevel = held.every((checkpoint) => isSameCheckpoint(checkpoint, first));
  if (first === undefined || held.length !== by.length || !isLevel) return nothing;
  await told(say.set(projection, first));
  await told(say.removeAll(projection));
  await told(say.rename(projection, by));
  await told(say.removeCheckpoints(by));
  return everything;
};

/** The checkpoint is set first, so that there is one to hold: somebody may be writing the first documents right now. */
const clear = async (run: Run, say: Statements, projection: string): Promise<Outcome<void>> => {
  const told = ({ text, values }: Bound) => run(text, values);
  await told(say.set(projection, { position: 0n }));
  await told(say.removeAll(projection));
  await told(say.removeCheckpoints([projection]));
  return { keep: true, answer: undefined };
};

/** What cannot be stored is not there; to ask for it would be an error of the server, or find another text. */
const areStorable = (...texts: readonly string[]): boolean => texts.every((text) => textProblem(text) === undefined);

/** Nothing stored contains NUL, so a key is behind `a\0b` when it is behind `a`. */
const rangeOf = ({ prefix = '', after, limit = Infinity }: ListOptions) => ({
  from: prefix,
  before: afterPrefix(prefix),
  after: after?.split('\0')[0],
  limit: Math.max(0, limit),
});

/** A statement changes each document once: the last put of a key counts, and a put counts more than a remove. */
const changesOf = ({ puts, removes }: DocumentBatch): Pick<DocumentBatch, 'puts' | 'removes'> => {
  const latest = new Map(puts.map(({ key, json }) => [key, json]));
  return {
    puts: [...latest].map(([key, json]) => ({ key, json })),
    removes: removes.filter((key) => !latest.has(key)),
  };
};
