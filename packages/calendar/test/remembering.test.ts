import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { remembering } from '../src/remembering.ts';

const counted = (room: number) => {
  const asked: string[] = [];
  const joined = remembering(room, (word: string, count: number): string => {
    asked.push(`${word}${count}`);
    return word.repeat(count);
  });
  return { asked, joined };
};

it('remembers the answer to each question', () => {
  const { asked, joined } = counted(10);
  expect([joined('a', 2), joined('b', 2), joined('a', 1), joined('a', 2)]).toEqual(['aa', 'bb', 'a', 'aa']);
  expect(asked).toEqual(['a2', 'b2', 'a1']);
});

it('forgets everything when its room is full', () => {
  const { asked, joined } = counted(2);
  for (const count of [1, 2, 1, 3, 1]) joined('a', count);
  expect(asked).toEqual(['a1', 'a2', 'a3', 'a1']);
});

it('answers as the function does, and asks again only for what it has not been asked since it forgot', () => {
  type Question = readonly [string | number, (string | number)?];
  const some: readonly Question[] = [['a'], ['b'], [1], ['1'], ['a', 'b'], ['b', 'a'], ['a', 1], ['a', '1'], [1, 'a']];
  const questions = fc.constantFrom(...some);
  fc.assert(
    fc.property(fc.array(questions, { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (asked, room) => {
      const word = (...inputs: Question) => JSON.stringify(inputs);
      const answered: string[] = [];
      const remembered = remembering(room, (...inputs: Question) => {
        answered.push(word(...inputs));
        return word(...inputs);
      });
      const [expected, known] = [new Array<string>(), new Set<string>()];
      for (const question of asked) {
        expect(remembered(...question)).toBe(word(...question));
        if (known.has(word(...question))) continue;
        if (known.size >= room) known.clear();
        known.add(word(...question));
        expected.push(word(...question));
      }
      expect(answered).toEqual(expected);
    }),
  );
});
