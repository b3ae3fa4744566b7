import type { Uuid } from './requests.ts';

const text = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id as text in lower case, or `undefined` when it is none. */
export const uuidText = ({ structured, string }: Uuid = {}): string | undefined => {
  if (structured === undefined) return string !== undefined && text.test(string) ? string.toLowerCase() : undefined;
  const digits = digitsOf(structured.most_significant_bits) + digitsOf(structured.least_significant_bits);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
};

const digitsOf = (half: string | undefined): string =>
  BigInt.asUintN(64, BigInt(half ?? 0))
    .toString(16)
    .padStart(16, '0');

/** The id in two signed halves. */
export const structuredUuid = (id: string): Uuid => {
  const digits = id.replaceAll('-', '');
  const half = (from: number): string => BigInt.asIntN(64, BigInt(`0x${digits.slice(from, from + 16)}`)).toString();
  return { structured: { most_significant_bits: half(0), least_significant_bits: half(16) } };
};
