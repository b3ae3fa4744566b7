/** Whether one position is after another; `undefined` is before the first event. */
export const isAfter = (a: bigint | undefined, b: bigint | undefined): boolean =>
  a !== undefined && (b === undefined || a > b);
