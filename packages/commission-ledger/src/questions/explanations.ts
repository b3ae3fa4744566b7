import type { LocalDate } from '@commission-ledger/calendar';
import type { Explainer } from '@commission-ledger/explainer';
import type * as E from 'fp-ts/lib/Either.js';
import type { Answer } from './ask.ts';
import type { AskedAbout } from './todayOfSubject.ts';

type RightOf<Outcome> = Outcome extends E.Right<infer Value> ? Value : never;

/**
 * The questions of the explainer. Every answer contains all that was recorded before it. The day that an answer is for,
 * `on` of `whyOf`, `terms`, `dataUsed`, `when`, `whyNot` and `who`, is today by the ledger's clock, in the zone of the program that it is about,
 * unless another one is given; it stands in the answer (`asked.on`), so that it can be asked again on any later day.
 */
export type Explanations = {
  readonly [Question in keyof Explainer]: (
    ...args: Parameters<Explainer[Question]>
  ) => Answer<RightOf<Awaited<ReturnType<Explainer[Question]>>>>;
};

type UpToDate = <Arguments extends readonly unknown[], Value>(
  ask: (...args: Arguments) => Answer<Value>,
) => (...args: Arguments) => Answer<Value>;

/** Asks an explainer once the read models are up to date. @param today the day it is where a subject is */
export const explanations = (
  explainer: Explainer,
  upToDate: UpToDate,
  today: (about: AskedAbout) => Promise<LocalDate | undefined>,
): Explanations => {
  /** Asks for today where no day is given. */
  const dated = <Asked extends Readonly<{ on?: LocalDate }>, Value>(
    ask: (asked: Asked) => Answer<Value>,
    aboutOf: (asked: Asked) => AskedAbout,
  ): ((asked: Asked) => Answer<Value>) =>
    upToDate(async (asked: Asked) => {
      const on = asked.on ?? (await today(aboutOf(asked)));
      return ask(on === undefined ? asked : { ...asked, on });
    });
  return {
    why: upToDate(explainer.why),
    whyOf: dated(explainer.whyOf, (subject) => subject),
    terms: dated(explainer.terms, ({ subject }) => subject),
    dataUsed: dated(explainer.dataUsed, ({ subject }) => subject),
    diff: upToDate(explainer.diff),
    diffKnown: upToDate(explainer.diffKnown),
    foil: upToDate(explainer.foil),
    foilLines: upToDate(explainer.foilLines),
    whatWouldBe: upToDate(explainer.whatWouldBe),
    whatNext: upToDate(explainer.whatNext),
    when: dated(explainer.when, ({ subject, partner }) => ({ ...subject, partner })),
    whyNot: dated(explainer.whyNot, ({ subject, partner }) => ({ id: subject, partner })),
    who: dated(explainer.who, ({ subject }) => ({ id: subject })),
    rollUp: upToDate(explainer.rollUp),
    payoutLines: upToDate(explainer.payoutLines),
    includes: upToDate(explainer.includes),
    checkPayout: upToDate(explainer.checkPayout),
  };
};
