/**
 * A short form of something refused that is safe in a log: printable ASCII, other characters as `?`, cut after
 * `maxLength` characters. Anything but a string is named by its type only.
 */
export const printable = (input: unknown, maxLength: number): string =>
  typeof input === 'string' ? input.slice(0, maxLength).replaceAll(/[^ -~]/g, '?') : `(${typeof input})`;
