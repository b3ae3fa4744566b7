/**
 * What all of them come to. When some fail, the others are waited for before the first failure, in their order, is thrown:
 * nothing goes on behind the back of who called.
 */
export const allDone = async <Value>(works: readonly Promise<Value>[]): Promise<readonly Value[]> => {
  await Promise.allSettled(works);
  return Promise.all(works);
};
