import * as E from 'fp-ts/lib/Either.js';
import type { Context } from 'io-ts';
import { unknownField } from './closedRecord.ts';
import { PlanCodec } from './planCodec.ts';
import type { PlanDocument } from './planDocument.ts';
import type { PlanProblem } from './planProblem.ts';
import { pointer } from '../gate/planWords.ts';

/**
 * Reads a plan document from JSON of any origin. Fields that the plan language does not have are problems. A document
 * that reads well is not yet a plan that makes sense: see `validatePlan`.
 */
export const parsePlan = (json: unknown): E.Either<readonly PlanProblem[], PlanDocument> => {
  if (isTooDeep(json))
    return E.left([{ path: '', code: 'too-complex', message: 'It is nested too deeply to be read.' }]);
  return E.mapLeft((errors: readonly Failure[]) => errors.map(toProblem))(PlanCodec.decode(json));
};

type Failure = Readonly<{ value: unknown; context: Context; message?: string | undefined }>;

const toProblem = ({ value, context, message }: Failure): PlanProblem => {
  const path = context.slice(1).map(({ key }) => pointer(key));
  if (message === unknownField) {
    return { path: path.join(''), code: 'unknown-field', message: 'The plan language has no such field here.' };
  }
  const expected = message ?? `expected ${context.at(-1)?.type.name ?? 'something else'}`;
  return {
    path: path.join(''),
    code: 'shape',
    message: value === undefined ? `It is missing: ${expected}.` : `It has the wrong form: ${expected}.`,
  };
};

const deepest = 40;

/** Level by level, so that no depth can exhaust the stack. */
const isTooDeep = (json: unknown): boolean => {
  let level: readonly unknown[] = [json];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    level = level.flatMap((value): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return level.length > 0;
};
