import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ReplyCodec, renderJson, type Reply } from '../src/index.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { eventsOf } from './history.ts';
import { changesOf, placesIn } from './changedPlaces.ts';
import { sumOfEntries, toldHistory } from './replies.ts';
import { violations } from './schemaChecker.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../docs/reference/reply-1.schema.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, unknown>>;

const told = async (): Promise<string> => renderJson(await sumOfEntries(await toldHistory()));

/** What stands in the holes of a sentence depends on its template, which the schema does not list. */
const isHole = (place: readonly string[]): boolean => place.includes('holes');

describe('the published schema of answers', () => {
  it('fits answers over any story', () =>
    fc.assert(
      fc.asyncProperty(arbitraryStory, async (story) => {
        const history = await play(story);
        fc.pre((await eventsOf(history.store)).some(({ stream }) => stream.startsWith('account-crm-2017.darcel.')));
        const json: unknown = JSON.parse(renderJson(await sumOfEntries(history)));
        expect(violations(schema, json)).toEqual([]);
        expect(E.isRight(ReplyCodec.decode(json))).toBe(true);
      }),
      { numRuns: 15 },
    ));

  it('is closed: the schema and the codec refuse the same changes, wherever they are made but in sentences', async () => {
    const text = await told();
    const places = placesIn(JSON.parse(text));
    expect(places.length).toBeGreaterThan(150);
    const refusals = places.flatMap((place) =>
      changesOf(place, text).flatMap(([what, json]) => {
        const [bySchema, byCodec] = [violations(schema, json).length > 0, E.isLeft(ReplyCodec.decode(json))];
        const agree = isHole(place) ? byCodec || !bySchema : bySchema === byCodec;
        return agree ? [] : [`${what} at /${place.join('/')}: schema ${bySchema}, codec ${byCodec}`];
      }),
    );
    expect(refusals).toEqual([]);
  });

  it.each(['subject', 'title', 'nodes', 'rows', 'engine'])('needs %s', async (field) => {
    const { [field as keyof Reply]: _, ...rest } = JSON.parse(await told()) as Reply;
    expect(violations(schema, rest)).toEqual([`/${field}: missing`]);
    expect(E.isLeft(ReplyCodec.decode(rest))).toBe(true);
  });
});
