/** Tells a listener something. What it throws is its own affair: an append that was made is not undone by a broken log. */
export const quietly = <A>(tell: () => A): A | undefined => {
  try {
    return tell();
  } catch {
    return undefined;
  }
};
