import type { EventStore } from '@commission-ledger/event-store';
import {
  type AccountRef,
  type EventData,
  type RecordedEvent,
  accountOfStream,
  accountStream,
  categoryOf,
  dealStream,
  fxStream,
  partnerStream,
  planStream,
  programStream,
  readEvent,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type BookingEvent, isBooking, isBookingType } from '../account/isBooking.ts';
import { problemsOfIds } from '../execution/inputProblems.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import { levelOf } from '../policy/concernedRoles.ts';
import { publishedOnce } from './publishedOnce.ts';

/** Whose accounts in a program it is about; `deals`: those that may matter beside the ones that the accounts name. */
export type Concern = Readonly<{ program: string; partner: string; deals?: readonly string[] }>;

/**
 * Everything that was recorded and decides about the accounts of a partner, in the order in which it was recorded: the
 * entries, their deals, who is credited there and who stands above them, the plans they are in and the rates of exchange.
 * Read by key. Where a plan pays on what somebody below was given, the accounts below come with all that decides about them.
 *
 * @param beside partners who may come in, though no fact names them; and streams that it is asked about
 */
export const concernedHistory = async (
  store: EventStore,
  concern: Concern,
  beside: Beside,
): Promise<E.Either<LedgerFailure, readonly RecordedEvent[]>> =>
  E.map(({ events }: ConcernedPart) => events)(await concernedUpTo(store, concern, beside, Number.POSITIVE_INFINITY));

/** Partners who may come in, though no fact names them; and streams that it is asked about. */
type Beside = Readonly<{ others: readonly string[]; streams: readonly string[] }>;

/** What was read of a history; `isAll` is false where reading has ended before its end. */
export type ConcernedPart = Readonly<{ events: readonly RecordedEvent[]; isAll: boolean }>;

/**
 * The same, unless it takes more than so many records to know it: then reading ends there, and what was read is a part that
 * says nothing yet.
 */
export const concernedUpTo = async (
  store: EventStore,
  { program, partner, deals = [] }: Concern,
  { others, streams }: Beside,
  atMost: number,
): Promise<E.Either<LedgerFailure, ConcernedPart>> => {
  const problems = [
    ...problemsOfIds({ program, partner }),
    ...[...deals, ...others].flatMap((id) => problemsOfIds({ [id.slice(0, 64)]: id })),
  ];
  if (problems.length > 0) return E.left({ _tag: 'InvalidInput', problems });
  const { asked, ask, askForAccounts, note, events } = reading(program, partner);
  let looked = 0;
  try {
    ask(programStream(program));
    for (const each of [partner, ...others]) ask(partnerStream(each));
    for (const deal of deals) ask(dealStream(deal));
    for (const stream of streams) if (CATEGORIES.has(categoryOf(stream))) ask(stream);
    askForAccounts(partner);
    // A stream that is asked for while others are read has its turn after them.
    for (const stream of asked) {
      for await (const stored of store.readStream(stream)) {
        looked += 1;
        if (looked > atMost) return E.right({ events, isAll: false });
        if (accountOfStream(stream) !== undefined && !isBookingType(stored.type)) continue;
        const event: E.Either<LedgerFailure, RecordedEvent> = readEvent(stored);
        if (E.isLeft(event)) return event;
        note(event.right);
      }
    }
  } catch (error) {
    return E.left(storeFailure(error));
  }
  if (!events.some(({ type }) => type === 'ProgramOpened')) return E.left({ _tag: 'UnknownProgram', program });
  if (!events.some(({ stream }) => stream === partnerStream(partner)))
    return E.left({ _tag: 'UnknownPartner', partner });
  const inOrder = events.toSorted((a, b) => Number(a.position > b.position) - Number(a.position < b.position));
  return E.right({ events: inOrder, isAll: true });
};

/** Where facts stand; accounts and what is set aside follow from them. */
const CATEGORIES: ReadonlySet<string> = new Set(['program', 'plan', 'partner', 'deal', 'fx']);

const reading = (program: string, whose: string) => {
  const asked = new Set<string>();
  const events: RecordedEvent[] = [];
  const currencies = new Set<string>();
  const holders = new Set<string>();
  const below = new Set<string>();
  const uplines = new Map<string, Set<string>>();
  let isPaidOnCommission = false;
  let isHighAbove = false;

  const ask = (stream: string): void => void asked.add(stream);
  const askForAccounts = (partner: string): void => {
    holders.add(partner);
    for (const currency of currencies) ask(accountStream({ program, partner, currency }));
  };

  const note = (event: RecordedEvent): void => {
    events.push(event);
    if (event.type === 'ProgramOpened') {
      for (const currency of event.data.currencies) currencies.add(currency);
      for (const holder of holders) askForAccounts(holder);
    } else if (event.type === 'PartnerEnrolled' && event.data.program === program) ask(planStream(event.data.plan));
    else if (event.type === 'UplineAssigned' && event.data.program === program) noteUpline(event.data);
    else if (event.type === 'DealWon' || event.type === 'DealAmended') {
      const { attribution = [], overlays = [] } = event.data;
      for (const credited of [...attribution, ...overlays]) ask(partnerStream(credited.partner));
    } else if (event.type === 'PlanPublished') notePlan(event);
    else if (isBooking(event)) noteBooking(event);
  };

  const noteUpline = ({ partner, upline }: EventData<'UplineAssigned'>): void => {
    ask(partnerStream(upline));
    uplines.set(partner, (uplines.get(partner) ?? new Set()).add(upline));
    if (isHighAbove && below.has(partner)) noteBelow(upline);
  };

  const notePlan = (event: RecordedEvent<'PlanPublished'>): void => {
    const { currency, converts = [], measures = {} } = publishedOnce(event).document;
    for (const from of converts) ask(fxStream(from, currency));
    if (!Object.values(measures).some((definition) => 'commission' in definition)) return;
    isPaidOnCommission = true;
    for (const partner of below) askForAccounts(partner);
  };

  const noteBooking = ({ data }: BookingEvent): void => {
    ask(dealStream(data.deal));
    if (!('beneficiary' in data)) return;
    const level = levelOf(data.beneficiary);
    if (level > 1 && !isHighAbove) {
      isHighAbove = true;
      for (const partner of below) for (const upline of uplines.get(partner) ?? []) noteBelow(upline);
    }
    if (level > 0) noteBelow(data.referrer);
  };

  /** What an override is paid on may be what whoever stands below was given. */
  const noteBelow = (partner: string): void => {
    if (partner === whose || below.has(partner)) return;
    below.add(partner);
    if (isPaidOnCommission) askForAccounts(partner);
    if (isHighAbove) for (const upline of uplines.get(partner) ?? []) noteBelow(upline);
  };

  return { asked, ask, askForAccounts, note, events };
};

/** The accounts of a partner in a program. */
export const isAccountOf =
  ({ program, partner }: Concern) =>
  (account: AccountRef): boolean =>
    account.program === program && account.partner === partner;
