import { ForeignKey, Id } from '@commission-ledger/events';
import * as t from 'io-ts';
import type { InputProblem } from '../failure.ts';

/** What a codec objects to, each field once, by its path. Nothing of the input itself is repeated. */
export const inputProblems = (errors: t.Errors): readonly InputProblem[] => {
  const messages = new Map<string, Set<string>>();
  for (const error of errors) {
    const path = pathOf(error.context);
    messages.set(path, (messages.get(path) ?? new Set()).add(messageOf(error)));
  }
  return [...messages].map(([path, each]) => ({ path, message: [...each].join(' or ') }));
};

/** The members of an intersection and the alternatives of a union have a place in the codec, but none in the input. */
const pathOf = (context: t.Context): string =>
  context
    .filter(({ key }, index) => key !== '' && !hasMembers(context[index - 1]?.type))
    .map(({ key }) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');

const hasMembers = (type: unknown): boolean =>
  type instanceof t.ReadonlyType || type instanceof t.ExactType
    ? hasMembers(type.type)
    : type instanceof t.IntersectionType || type instanceof t.UnionType;

const messageOf = ({ value, context, message }: t.ValidationError): string => {
  if (value === undefined) return 'is missing';
  return message?.replace(/\.$/, '') ?? `must be ${context.at(-1)?.type.name ?? 'something else'}`;
};

/** Fields that must be ids, such as `{ program: '…' }`. */
export const problemsOfIds = (ids: Readonly<Record<string, string>>): readonly InputProblem[] =>
  Object.entries(ids)
    .filter(([, id]) => !Id.is(id))
    .map(([field]) => ({
      path: `/${field}`,
      message: 'must be 1–64 of A–Z a–z 0–9 _ - and begin with a letter or digit',
    }));

/** What a command says about itself goes into the history as text. */
export const problemsOfMeta = (meta: unknown): readonly InputProblem[] => {
  if (!t.UnknownRecord.is(meta)) return [{ path: '/meta', message: 'must be an object' }];
  return Object.entries(meta)
    .filter(([, text]) => text !== undefined && !ForeignKey.is(text))
    .map(([field]) => ({ path: `/meta/${field}`, message: 'must be 1–500 characters without control characters' }));
};
