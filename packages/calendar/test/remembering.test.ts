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
