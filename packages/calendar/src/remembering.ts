/**
 * The same function, but it remembers its answers: the same days are asked for again and again, and date-fns takes
 * about a microsecond for each. With `room` answers it forgets them all, so that memory stays bounded.
 */
export const remembering = <Inputs extends readonly [Input, Input?], Answer>(
  room: number,
  answer: (...inputs: Inputs) => Answer,
): ((...inputs: Inputs) => Answer) => {
  // By the second input first, of which there are few (a unit, a zone, a count of days), and none for many functions.
  const remembered = new Map<Input | undefined, Map<Input, Answer>>();
  let size = 0;
  return (...inputs) => {
    const known = remembered.get(inputs[1])?.get(inputs[0]);
    if (known !== undefined) return known;
    const found = answer(...inputs);
    if (size >= room) {
      remembered.clear();
      size = 0;
    }
    size += 1;
    const answers = remembered.get(inputs[1]) ?? new Map<Input, Answer>();
    remembered.set(inputs[1], answers.set(inputs[0], found));
    return found;
  };
};

type Input = string | number;
