/** Comparing with more values than these, or longer ones, would take longer than a suggestion is worth. */
const MOST = 5000;
const LONGEST = 64;

/** The value that was probably meant; `undefined` when none is near. Case, spaces and punctuation hardly matter. */
export const nearestOf = (value: string, known: readonly string[]): string | undefined => {
  const wanted = plain(value);
  if (known.length > MOST || wanted.length > LONGEST || wanted === '') return undefined;
  let best: { value: string; distance: number } | undefined;
  for (const candidate of known) {
    const distance = candidate.length > LONGEST ? Infinity : distanceBetween(wanted, plain(candidate));
    if (distance < (best?.distance ?? Infinity)) best = { value: candidate, distance };
  }
  return best !== undefined && best.distance <= Math.max(1, Math.floor(wanted.length / 4)) ? best.value : undefined;
};

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** How many letters to add, drop or replace (Levenshtein). */
const distanceBetween = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of a.split('').entries()) {
    const here = [row + 1];
    for (const [column, other] of b.split('').entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1);
      here.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (here[column] ?? 0) + 1));
    }
    above = here;
  }
  return above.at(-1) ?? 0;
};
