/** A short form of something refused that is safe in a log; anything but a string is named by its type only. */
export const printable = (input: unknown): string =>
  typeof input === 'string' ? input.slice(0, 40).replaceAll(/[^ -~]/g, '?') : `(${typeof input})`;
