import { dateOf, type TimeZone } from '@commission-ledger/calendar';
import { dealStream, isId, readEvent, type RecordedEvent } from '@commission-ledger/events';
import { evolveDeal, unknownDeal, type Change, type DealState } from '@commission-ledger/ledger';
import { equals, type MoneyRecord } from '@commission-ledger/money';
import { happenedBefore } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { AnswerOptions } from '../answering/answerOptions.ts';
import { dayOfQuestion, explainerFor, pastFor } from '../answering/explainerFor.ts';
import { showAnswer } from '../answering/showAnswer.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { planWords } from '../planWords.ts';
import { asOfDay, dayOf, programFor, valueOf, zoneOf } from '../session.ts';
import { shownSafely } from '../table.ts';

/** What is supposed about a deal that is recorded, as the command line is told of it. */
export type OtherwiseOptions = AnswerOptions &
  Readonly<{
    partner?: string;
    wonOn?: string;
    paidOn?: string;
    /** One without a name is that of the deal. */
    amount: Readonly<Record<string, string>>;
    attribute: Readonly<Record<string, string>>;
    credit: Readonly<Record<string, string>>;
    refund?: string;
    withoutRefund?: string;
    payment?: string;
    of?: string;
    date?: string;
  }>;

/** What a deal would have earned if some of it had been otherwise, or were to happen. */
export const whatIfOtherwise = async (
  context: CommandContext,
  deal: string,
  asked: OtherwiseOptions,
): Promise<number> => {
  if (asked.of !== undefined && asked.payment === undefined && asked.refund === undefined && asked.paidOn === undefined)
    throw new CommandFailed(
      '--of says which payment --payment, --refund or --paid-on is about: say one of them.',
      exitCode.usage,
    );
  const explainer = await explainerFor(context, asked);
  const changes = await changesOf(context, deal, asked);
  if (changes.length === 0)
    throw new CommandFailed(
      'Say what is supposed: --won-on, --paid-on, --amount, --attribute, --credit, --refund, --without-refund or --payment.',
      exitCode.usage,
    );
  const { partner } = asked;
  const subject = { kind: 'deal' as const, id: deal };
  const answer = await explainer.whatWouldBe({ subject, changes, ...(partner === undefined ? {} : { partner }) });
  const shown = valueOf(answer);
  const code = await showAnswer(context, shown, asked);
  const isRead = context.options.json !== true && (asked.format === 'tree' || asked.format === 'markdown');
  if (isRead && shown.verdict.some(({ key }) => key === 'whatIfPaidOnPayments'))
    context.terminal.out(`\n${planWords[context.options.locale].sayPayment}\n`);
  return code;
};

const changesOf = async (
  context: CommandContext,
  deal: string,
  asked: OtherwiseOptions,
): Promise<readonly Change[]> => {
  const state = await dealFor(context, deal, asked);
  const { won } = state;
  if (won === undefined) throw new CommandFailed(`No deal ${shownSafely(deal.slice(0, 64))} is recorded as won.`);
  const program = await programFor(context.session, won.data.program);
  const money = (amount: string): MoneyRecord => ({ amount, currency: won.data.amount.currency });
  const { wonOn, paidOn, refund, withoutRefund, payment, date, attribute, credit } = asked;
  const on = async (): Promise<string> =>
    dayOf(
      date ??
        wonOn ??
        (await dayOfQuestion(context, asked)) ??
        (await asOfDay(context.session, undefined, program, context.terminal)).date,
    );
  const paymentChange = async (amount: MoneyRecord): Promise<Change> =>
    asked.of === undefined
      ? { _tag: 'paid', deal, payment: 'what-if', amount, on: await on() }
      : { _tag: 'payment', deal, payment: paymentFor(state, asked.of).data.payment, amount };
  const partners = Object.entries(credit);
  const price = asked.amount[''];
  return [
    ...(wonOn === undefined ? [] : onOtherDay([won, ...paidWithIt(state, won, zoneOf(program))], dayOf(wonOn))),
    ...(paidOn === undefined ? [] : onOtherDay([paymentFor(state, asked.of)], dayOf(paidOn))),
    ...(price === undefined ? [] : atOtherPrice(state, won, money(price))),
    ...(Object.keys(attribute).length === 0 ? [] : [{ _tag: 'attributes', deal, attributes: attribute } as const]),
    ...(partners.length === 0
      ? []
      : [{ _tag: 'credited', deal, attribution: partners.map(([partner, share]) => ({ partner, share })) } as const]),
    ...(withoutRefund === undefined ? [] : [{ _tag: 'without', event: refundFor(state, withoutRefund) } as const]),
    ...(payment === undefined ? [] : [await paymentChange(money(payment))]),
    ...(refund === undefined
      ? []
      : [
          {
            _tag: 'refunded',
            deal,
            payment: paymentFor(state, asked.of).data.payment,
            amount: money(refund),
            on: await on(),
          } as const,
        ]),
  ];
};

/** The deal as it stood in the past that is asked about. */
const dealFor = async ({ session }: CommandContext, deal: string, asked: OtherwiseOptions): Promise<DealState> => {
  let state = unknownDeal();
  if (!isId(deal)) return state;
  const { effective, known } = await pastFor(session, asked);
  // The steps of a deal build on nothing but each other, so its own stream is enough to tell what had happened.
  const hasHappened = effective === undefined ? () => true : happenedBefore(effective);
  const isSeen = (event: RecordedEvent): boolean =>
    (known === undefined || event.recordedAt <= known) && hasHappened(event);
  for await (const stored of session.events.readStream(dealStream(deal))) {
    const event: E.Either<unknown, RecordedEvent> = readEvent(stored);
    if (E.isRight(event) && isSeen(event.right)) state = evolveDeal(state, event.right);
  }
  return state;
};

/** What was paid on the day of the win would have been paid on that of the supposed one. */
const paidWithIt = (
  { payments }: DealState,
  won: RecordedEvent<'DealWon'>,
  zone: TimeZone,
): readonly RecordedEvent<'PaymentReceived'>[] => {
  const day = dateOf(won.data.occurredAt, zone);
  return [...payments.values()]
    .map(({ received }) => received)
    .filter(({ data }) => dateOf(data.occurredAt, zone) === day);
};

const onOtherDay = (events: readonly RecordedEvent[], occurredAt: string): readonly Change[] =>
  events.map(({ stream, revision }) => ({ _tag: 'happened', event: { stream, revision }, occurredAt }));

/** A deal that one payment paid in full is paid in full at the other price too. */
const atOtherPrice = (
  { payments }: DealState,
  { data: { deal, amount: was } }: RecordedEvent<'DealWon'>,
  amount: MoneyRecord,
): readonly Change[] => {
  const [only, ...others] = [...payments.values()].map(({ received }) => received.data);
  const isPaidInFull = only !== undefined && others.length === 0 && equals(only.amount, was);
  return [
    { _tag: 'amount', deal, amount },
    ...(isPaidInFull ? [{ _tag: 'payment', deal, payment: only.payment, amount } as const] : []),
  ];
};

const paymentFor = ({ payments }: DealState, asked: string | undefined): RecordedEvent<'PaymentReceived'> => {
  const ids = [...payments.keys()];
  const [only, ...others] = ids;
  const found = payments.get(asked ?? (others.length === 0 ? (only ?? '') : ''))?.received;
  if (found !== undefined) return found;
  const known = ids.length === 0 ? 'Nothing was paid on this deal.' : `Payments on this deal: ${ids.join(', ')}.`;
  throw new CommandFailed(`Say which payment is meant with --of. ${known}`, exitCode.usage);
};

const refundFor = ({ refunds, waiting }: DealState, refund: string): Readonly<{ stream: string; revision: number }> => {
  const told = refunds.get(refund)?.told ?? waiting.get(refund);
  if (told !== undefined) return { stream: told.stream, revision: told.revision };
  const ids = [...refunds.keys(), ...waiting.keys()];
  const known = ids.length === 0 ? 'Nothing was refunded on this deal.' : `Refunds on this deal: ${ids.join(', ')}.`;
  throw new CommandFailed(`There is no refund ${shownSafely(refund.slice(0, 64))}. ${known}`, exitCode.usage);
};
