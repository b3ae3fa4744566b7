/** A short form of something stored that is safe in a log: printable ASCII, other characters as `?`, cut after 80. */
export const printable = (input: string | number): string =>
  String(input)
    .slice(0, 80)
    .replaceAll(/[^ -~]/g, '?');
