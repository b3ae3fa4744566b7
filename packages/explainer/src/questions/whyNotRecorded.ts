import { absent, text, type SearchedSource } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import {
  eachDocument,
  partners,
  type ProgramDocument,
  programs,
  readDocument,
  referenceTo,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../document/reply.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer } from '../reading/sources.ts';
import type { Said } from '../render/templates.ts';
import type { Asking } from './asking.ts';
import { composeReply, type DraftRow } from './composeReply.ts';
import { KEYS, searchedFor } from './findSubject.ts';
import { dealEvents } from './gates/dealScene.ts';
import { momentsOf } from './gates/moments.ts';
import { dayOfAnswer } from './standing/readAccount.ts';
import { askedOf, type WhyNotQuestion } from './whyNotQuestion.ts';

/**
 * Nothing is recorded under the key: where was looked, under which ids, and how far each place was known. @param deal one
 * whose payments came before its win
 */
export const whyNotRecorded = async (asking: Asking, asked: WhyNotQuestion, deal?: string): Answer<Reply> => {
  // Half of a surrogate pair is no text that could be recorded, or written into an answer.
  if ([asked.subject, asked.partner ?? '', asked.in ?? ''].some((each) => /\p{Cs}/u.test(each)))
    return E.left({ _tag: 'UnknownSubject', subject: asked.subject });
  const waiting = deal === undefined ? E.right([]) : await dealEvents(asking.sources, deal);
  if (E.isLeft(waiting)) return waiting;
  const came = waiting.right.filter(({ type }) => type !== 'CauseParked' && type !== 'CauseResolved');
  const program = await programAsked(asking, asked, came);
  if (program === undefined) return E.left({ _tag: 'UnknownSubject', subject: asked.subject });
  const zone = await programZoneOf(asking.sources, program);
  if (E.isLeft(zone)) return zone;
  const searched = await searchedFor(asking, deal ?? asked.subject);
  if (E.isLeft(searched)) return searched;
  const on = await dayOfAnswer(asking, zone.right, asked.on);
  if (E.isLeft(on)) return on;
  const subject = deal ?? asked.subject;
  const streams = searched.right.filter(({ source }) => source !== KEYS);
  const rows: readonly DraftRow[] = [
    ...came.map((event): DraftRow => ({
      said: { key: 'whyNotCameEarly', holes: { on: momentsOf(event, zone.right.zone).on } },
      gate: 'passed',
      from: [eventRef(event, '/occurredAt')],
    })),
    {
      said:
        deal === undefined
          ? { key: 'whyNotNotRecorded', holes: { subject } }
          : { key: 'whyNotNotWon', holes: { deal } },
      gate: 'failed',
      node: absent(text(subject), deal === undefined ? subject : `win of ${deal}`, streams),
      rows: searched.right.map((each): DraftRow => ({ said: searchedSaid(each) })),
    },
    { said: { key: 'whyNotNotReached', holes: {} }, gate: 'not-reached' },
  ];
  return E.right(
    composeReply({
      question: 'why-not',
      subject: { kind: 'deal', id: subject },
      asked: askedOf(asked),
      ...(asked.partner === undefined ? {} : { partner: asked.partner }),
      program: zone.right.source,
      title: { key: 'whyNotTitleUnknown', holes: { subject } },
      verdict: [
        deal === undefined
          ? { key: 'whyNotNotRecorded', holes: { subject } }
          : { key: 'whyNotNotWon', holes: { deal } },
      ],
      rows,
      searched: searched.right,
      plans: [],
      effective: on.right,
    }),
  );
};

/** A place that was searched, and how far it was known. */
const searchedSaid = ({ source, watermark }: SearchedSource): Said => {
  if (source === KEYS) return { key: 'whyNotSearchedKeys', holes: { watermark } };
  return watermark === 'no-stream'
    ? { key: 'whyNotSearchedNothing', holes: { source } }
    : { key: 'whyNotSearched', holes: { source, watermark } };
};

/**
 * The program by whose days the answer is told: that of the partner who asks, or of the payout in which it is missed; else,
 * where payments came before the win, the first that pays in their currency; else the only one there is.
 */
const programAsked = async (
  { documents }: Asking,
  { partner, in: place }: WhyNotQuestion,
  came: readonly RecordedEvent[],
): Promise<string | undefined> => {
  const known = partner === undefined ? undefined : await readDocument(documents, partners, partner);
  const enrolled = known?.enrolments.at(-1)?.program;
  if (enrolled !== undefined) return enrolled;
  const payout = place === undefined ? undefined : await referenceTo(documents, 'payout', place);
  if (payout !== undefined) return payout.account.program;
  const all: ProgramDocument[] = [];
  for await (const program of eachDocument(documents, programs)) all.push(program);
  const [first, ...others] = all;
  if (came.length === 0) return others.length === 0 ? first?.program : undefined;
  // A payment names no program; what is recorded is not unknown for that.
  const paid = new Set<string>(
    came.flatMap(({ type, data }) => (type === 'PaymentReceived' ? [data.amount.currency] : [])),
  );
  return (all.find(({ currencies }) => currencies.some((currency) => paid.has(currency))) ?? first)?.program;
};
