import { orThrow } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ExplanationCodec, renderJson, type Explanation } from '../src/index.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { changesOf, placesIn } from './changedPlaces.ts';
import { bookedIn, correct, openHistory, payOut, refund, right, sell } from './history.ts';
import { examplePlans, openPlan, playSteps, storiesOf } from './planStories.ts';
import { violations } from './schemaChecker.ts';

const schemaFile = new URL('../../../docs/reference/explain-1.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as Readonly<Record<string, unknown>>;

const payout = async (): Promise<Explanation> => {
  const history = await openHistory();
  const byTwo = { program: 'crm-2017', partner: 'darcel', reason: 'Old', author: 'ann', approver: 'bob' };
  const dated = { ...byTwo, date: '2017-01-20', occurredAt: '2017-01-20T12:00:00Z' };
  const amount = { amount: '1.00', currency: history.currency };
  await correct(history, 'fix-0', '-1.00', 'Typo');
  await orThrow(history.ledger.writeOffReceivable({ ...dated, writeOff: 'w-1', amount }));
  await correct(history, 'fix-2', '1.00', 'Typo');
  await orThrow(history.ledger.setApartUnclaimed({ ...dated, unclaimed: 'u-1', amount }));
  const attribution = [
    { partner: 'moses', share: '0.4' },
    { partner: 'darcel', share: '0.6' },
  ];
  await sell(history, { deal: 'D-1', amount: '90000.01', on: '2017-01-10', attribution });
  await sell(history, { deal: 'D-2', amount: '10.00', on: '2017-01-09' });
  await refund(history, 'D-1', 'R-1', '100.00', '2017-01-20');
  await refund(history, 'D-2', 'R-2', '1.00', '2017-01-21');
  await correct(history, 'fix-1', '1.00', 'Typo');
  const [id = ''] = await payOut(history, '2017-03-06');
  return right(await history.explainer.why(id));
};

describe('the published schema', () => {
  it('fits every document of every story', () =>
    fc.assert(
      fc.asyncProperty(arbitraryStory, async (story) => {
        const { store, explainer } = await play(story);
        for (const id of await bookedIn(store)) {
          const json: unknown = JSON.parse(renderJson(right(await explainer.why(id))));
          expect(violations(schema, json)).toEqual([]);
        }
      }),
      { numRuns: 15 },
    ));

  it('is closed: the schema and the codec refuse the same changes, wherever they are made', async () => {
    const text = renderJson(await payout());
    const places = placesIn(JSON.parse(text));
    expect(places.length).toBeGreaterThan(200);
    const refusals = places.flatMap((place) =>
      changesOf(place, text).flatMap(([what, json]) => {
        const refusedBy = [violations(schema, json).length > 0, E.isLeft(ExplanationCodec.decode(json))];
        return refusedBy[0] === refusedBy[1] ? [] : [`${what} at /${place.join('/')}: ${refusedBy.join()}`];
      }),
    );
    expect(refusals).toEqual([]);
  });

  it.each(['03-', '10-', '20-', '21-', '26-', '32-'])(
    'is as closed for the lines and charges that plan %s leads to',
    { timeout: 60_000 },
    async (prefix) => {
      for (const text of await documentsOf(prefix)) {
        const places = placesIn(JSON.parse(text)).filter(([top]) => top === 'lines' || top === 'charges');
        const refusals = places.flatMap((place) =>
          changesOf(place, text).flatMap(([what, json]) => {
            const refusedBy = [violations(schema, json).length > 0, E.isLeft(ExplanationCodec.decode(json))];
            return refusedBy[0] === refusedBy[1] ? [] : [`${what} at /${place.join('/')}: ${refusedBy.join()}`];
          }),
        );
        expect(refusals).toEqual([]);
      }
    },
  );

  it.each(['subject', 'root', 'nodes', 'lines', 'engine'])('needs %s', async (field) => {
    const { [field as keyof Explanation]: _, ...rest } = await payout();
    expect(violations(schema, rest)).toEqual([`/${field}: missing`]);
  });
});

/** The last document of each kind that the worked examples of a plan lead to. */
const documentsOf = async (prefix: string): Promise<readonly string[]> => {
  const found = new Map<string, string>();
  for (const [file, document] of examplePlans()) {
    if (!file.startsWith(prefix)) continue;
    for (const story of storiesOf(document)) {
      const history = await openPlan(document, story.parameters);
      await playSteps(history, document, story.steps);
      for (const id of await bookedIn(history.store)) {
        const explanation = right(await history.explainer.why(id));
        found.set(explanation.about.kind, renderJson(explanation));
      }
    }
  }
  expect(found.size).toBeGreaterThan(0);
  return [...found.values()];
};
