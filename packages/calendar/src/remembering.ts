/**
 * The same function, but it remembers its answers: the same days are asked for again and again, and date-fns takes
 * about a microsecond for each. With `room` answers it forgets them all, so that memory stays bounded.
 */
export const remembering = <Inputs extends readonly (string | number)[], Answer>(
  room: number,
  answer: (...inputs: Inputs) => Answer,
): ((...inputs: Inputs) => Answer) => {
  const remembered = new Map<string, Answer>();
  return (...inputs) => {
    const key = inputs.join('\n');
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const found = answer(...inputs);
    if (remembered.size >= room) remembered.clear();
    remembered.set(key, found);
    return found;
  };
};
