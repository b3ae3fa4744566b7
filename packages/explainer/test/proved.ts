import type { EventStore } from '@commission-ledger/event-store';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import {
  askAgain,
  createExplainer,
  renderTree,
  storedEventIn,
  verifyReply,
  type Explainer,
  type Reply,
} from '../src/index.ts';
import { readModels } from './diffWorld.ts';
import { right } from './history.ts';
import { numbersIn } from './numbersIn.ts';
import { violations } from './schemaChecker.ts';

type Told = Readonly<{ store: EventStore }>;

/** An explainer over all that was recorded so far. */
export const explainerOf = async (world: Told): Promise<Explainer> =>
  createExplainer({ store: world.store, documents: await readModels(world) });

const schema = JSON.parse(
  readFileSync(new URL('../../../docs/reference/reply-1.schema.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, unknown>>;

/** Read from its JSON, an answer has the published form, holds against the history, and says the same numbers in both languages at every depth. */
export const expectProved = async (world: Told, reply: Reply): Promise<void> => {
  const explainer = await explainerOf(world);
  const witness = { askAgain: (answer: Reply) => askAgain(explainer, answer), readStored: storedEventIn(world.store) };
  expect(violations(schema, JSON.parse(JSON.stringify(reply)))).toEqual([]);
  right(await verifyReply(JSON.parse(JSON.stringify(reply)), witness));
  for (const depth of [0, 1, 2, 3] as const) {
    const [en, ru] = (['en', 'ru'] as const).map((locale) =>
      numbersIn(renderTree(reply, { locale, depth, width: 1000 }), locale).toSorted(),
    );
    expect(ru).toEqual(en);
  }
};
