/** How far around the place found the sums are tried one by one: roundings of several charges may go to and fro. */
const around = 4;

/** Sums of lines that the terms turn into the figure; `near` comes closest from above, whether or not it hits. */
export type Preimages = Readonly<{ exact: readonly number[]; near: number }>;

/**
 * Which sums of lines give a figure under terms that give the more, the more there is: found by halving. Where many sums
 * give the same, as below a guaranteed payout, only those around the first are tried, and the actual one.
 * @param of what the terms make of a sum, in minor units
 * @param actual the sum that there is
 */
export const maturedFor = (of: (matured: number) => number, figure: number, actual: number): Preimages => {
  const most = 2 ** 49;
  let reach = 2 * (Math.abs(actual) + Math.abs(figure)) + 1024;
  while (reach < most && (of(reach) < figure || of(-reach) > figure)) reach *= 2;
  let [low, high] = [-reach, reach];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (of(middle) < figure) low = middle + 1;
    else high = middle;
  }
  const tried = new Set([actual]);
  for (let near = low - around; near <= low + around; near += 1) tried.add(near);
  return { exact: [...tried].filter((matured) => of(matured) === figure), near: low };
};
