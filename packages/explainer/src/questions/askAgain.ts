import { localDate, type LocalDate } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply, Subject } from '../document/reply.ts';
import { isSubjectKind } from '../document/subjectKinds.ts';
import { entryKinds } from '@commission-ledger/projections';
import type { LinesQuery } from '../payout/payoutLines.ts';
import type { ExplainFailure } from '../reading/explainFailure.ts';
import type { Answer } from '../reading/sources.ts';
import type { Explainer } from './createExplainer.ts';
import { linesFromText } from './foil/foreignLine.ts';
import { changesFromText } from './whatIf/changesAsked.ts';

/** Who is asked again: an explainer, or the books of a ledger, which may fail in other ways too. */
type AskedAgain<Failure = ExplainFailure> = Readonly<{
  [Question in keyof Explainer as ReturnType<Explainer[Question]> extends Answer<Reply> ? Question : never]: (
    ...asked: Parameters<Explainer[Question]>
  ) => Promise<E.Either<Failure, Reply>>;
}>;

type Again<Failure> = Promise<E.Either<Failure | ExplainFailure, Reply>>;

/**
 * Puts the question of an answer once more, for `verifyReply`: its subject, and what else was asked, stand in it.
 * @returns `InvalidQuestion` where the answer states a question that nobody can ask
 */
export const askAgain = async <Failure = ExplainFailure>(
  explainer: AskedAgain<Failure>,
  reply: Reply,
): Again<Failure> => {
  switch (reply.question) {
    case 'why':
      return why(explainer, reply);
    case 'why-not':
      return whyNot(explainer, reply);
    case 'when':
      return withDay(reply.asked['on'], (on) =>
        explainer.when({ subject: reply.subject, ...named(reply.asked['partner']), ...on }),
      );
    case 'who':
      return withDay(reply.asked['on'], (on) =>
        explainer.who({ subject: reply.asked['subject'] ?? reply.subject.id, ...on }),
      );
    case 'diff':
      return diff(explainer, reply);
    case 'foil':
      return foil(explainer, reply);
    case 'what-if':
      return whatIf(explainer, reply);
  }
};

/** Who asks, if somebody in particular did. */
const named = (partner: string | undefined): Readonly<{ partner?: string }> =>
  partner === undefined ? {} : { partner };

const why = async <Failure>(explainer: AskedAgain<Failure>, { subject, asked }: Reply): Again<Failure> => {
  const { kind, id } = subject;
  if (asked['about'] === 'data')
    return withDay(asked['on'], (on) => explainer.dataUsed({ subject, ...named(asked['partner']), ...on }));
  if (asked['about'] === 'terms')
    return kind === 'account'
      ? withDay(asked['on'], (on) => explainer.terms({ subject: { kind, id }, ...on }))
      : cannot('subject', `is a ${kind}, of which that is not asked`);
  switch (kind) {
    case 'account':
    case 'statement':
    case 'deferral':
      return withDay(asked['on'], (on) => explainer.whyOf({ kind, id, ...on }));
    case 'payout':
      return asked['by'] === 'clause' ? explainer.rollUp(id) : explainer.payoutLines(linesIn(id, asked));
    case 'lead':
    case 'deal':
      return withDay(asked['on'], (on) => explainer.whyOf({ kind, id, ...named(asked['partner']), ...on }));
    case 'entry':
    case 'payment':
    case 'plan':
    case 'partner':
      return cannot('subject', `is a ${kind}, of which that is not asked`);
  }
};

const whyNot = async <Failure>(explainer: AskedAgain<Failure>, { subject: { id }, asked }: Reply): Again<Failure> => {
  const { subject = id, of, partner, in: place, changes } = asked;
  return withDay(asked['on'], (on) =>
    explainer.whyNot({
      subject,
      ...(of === undefined ? {} : { of }),
      ...named(partner),
      ...(place === undefined ? {} : { in: place }),
      ...on,
      ...(changes === 'left-out' || changes === 'sought' ? { changes } : {}),
    }),
  );
};

const linesIn = (payout: string, asked: Reply['asked']): LinesQuery => {
  const { kind, percent, after, limit } = asked;
  const known = entryKinds.find((each) => each === kind);
  return {
    payout,
    order: asked['lines'] === 'size' ? 'size' : 'booked',
    ...(known === undefined ? {} : { kind: known }),
    ...(asked['negative'] === 'true' ? { negative: true } : {}),
    ...(percent === undefined ? {} : { percent: Number(percent) }),
    ...(after === undefined ? {} : { after }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
  };
};

const diff = async <Failure>(explainer: AskedAgain<Failure>, { subject, asked }: Reply): Again<Failure> => {
  if (asked['known-at'] !== undefined)
    return withDay(asked['against-known-at'], ({ on: earlier }) =>
      withDay(asked['known-at'], ({ on: later }) =>
        earlier === undefined || later === undefined
          ? cannot('known-at', 'is missing')
          : explainer.diffKnown({ subject, earlier, later }),
      ),
    );
  const kind = asked['against-kind'];
  const { against: id, asker, order } = asked;
  if (!isSubjectKind(kind) || id === undefined) return cannot('against', 'is missing');
  const a: Subject = { kind, id };
  return explainer.diff({
    a,
    b: subject,
    ...(order === undefined ? {} : { order: 'shapley' }),
    ...(asker === undefined ? {} : { asker }),
    ...named(asked['partner']),
  });
};

const foil = async <Failure>(explainer: AskedAgain<Failure>, { subject, asked }: Reply): Again<Failure> => {
  const { expected, currency, lines, only } = asked;
  if (lines !== undefined) {
    const read = linesFromText(lines);
    return read === undefined
      ? cannot('lines', 'cannot be read')
      : explainer.foilLines({ subject: subject.id, lines: read, ...(only === undefined ? {} : { only: 'own' }) });
  }
  if (expected === undefined) return cannot('expected', 'is missing');
  return explainer.foil({ subject: subject.id, expected, ...(currency === undefined ? {} : { currency }) });
};

const whatIf = async <Failure>(
  explainer: AskedAgain<Failure>,
  { subject: { kind, id }, asked }: Reply,
): Again<Failure> => {
  if (kind === 'account') {
    const { on, amount } = asked;
    return explainer.whatNext({ subject: { kind, id }, on: on ?? '', ...(amount === undefined ? {} : { amount }) });
  }
  const changes = changesFromText(asked['changes'] ?? '');
  if (kind !== 'deal' || changes === undefined) return cannot('changes', 'are missing');
  return explainer.whatWouldBe({ subject: { kind, id }, ...named(asked['partner']), changes });
};

/** The answer for a day, or for none in particular. */
const withDay = async <Failure>(
  day: string | undefined,
  ask: (on: Readonly<{ on?: LocalDate }>) => Again<Failure>,
): Again<Failure> => {
  if (day === undefined) return ask({});
  const on = localDate(day);
  return E.isLeft(on) ? cannot('on', 'is no date') : ask({ on: on.right });
};

const cannot = async (field: string, problem: string): Answer<never> =>
  E.left({ _tag: 'InvalidQuestion', field, problem });
