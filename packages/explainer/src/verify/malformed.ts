import type * as t from 'io-ts';

/** Where a document of any origin is not of its form, as a JSON Pointer, and what was expected there. */
export const malformed = ({
  context,
  message,
  value,
}: t.ValidationError): Readonly<{ path: string; expected: string }> => ({
  path: context.flatMap(({ key }, index) => (isStep(key, context[index - 1]?.actual) ? [`/${key}`] : [])).join(''),
  expected: message ?? `${context.at(-1)?.type.name ?? 'something else'}, not ${JSON.stringify(value) ?? 'nothing'}`,
});

/** The members of an intersection are numbered too, but only a list has places. */
const isStep = (key: string, within: unknown): boolean => key !== '' && (!/^\d+$/.test(key) || Array.isArray(within));
