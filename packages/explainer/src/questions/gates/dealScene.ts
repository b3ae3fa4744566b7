import { dateOf, type LocalDate } from '@commission-ledger/calendar';
import type { SearchedSource } from '@commission-ledger/calculation';
import { dealStream, isId, partnerStream, type RecordedEvent } from '@commission-ledger/events';
import {
  amendedDeal,
  amendmentsBefore,
  evolveDeal,
  firstPaymentOf,
  unknownDeal,
  type AmendedDeal,
  type CauseEvents,
  type DealState,
} from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer, ProgramZone, Sources } from '../../reading/sources.ts';

/** A deal with everything that was recorded on its stream. */
export type DealScene = Readonly<{
  deal: string;
  events: readonly RecordedEvent[];
  state: DealState;
  won: RecordedEvent<'DealWon'>;
  /** As it was last amended. */
  amended: AmendedDeal;
  program: ProgramZone;
}>;

/** The events of a deal, of which it may not be known yet that it is won; nothing is known under what is no id. */
export const dealEvents = async (sources: Sources, deal: string): Answer<readonly RecordedEvent[]> =>
  isId(deal) ? sources.events.readRange(dealStream(deal), 0) : E.left({ _tag: 'UnknownSubject', subject: deal });

/** A deal that is won; nothing for one that is not. */
export const dealSceneOf = async (sources: Sources, deal: string): Answer<DealScene | undefined> => {
  const read = await dealEvents(sources, deal);
  if (E.isLeft(read)) return read;
  const events = read.right;
  const state = events.reduce(evolveDeal, unknownDeal());
  const { won, amendments } = state;
  if (won === undefined) return E.right(undefined);
  const program = await programZoneOf(sources, won.data.program);
  if (E.isLeft(program)) return program;
  return E.right({ deal, events, state, won, amended: amendedDeal({ won, amendments }), program: program.right });
};

/** Whose deal it is where nobody says whose part is meant: that of the first who is credited, as it was last amended. */
export const creditedFirst = ({ amended }: Pick<DealScene, 'amended'>): string | undefined =>
  amended.terms.attribution[0]?.partner;

/** What a deal may have earned from: its win, or a payment on it. */
export type SceneCause = Readonly<{
  kind: 'win' | 'payment';
  id: string;
  /** What told of it. */
  told: RecordedEvent<'DealWon' | 'PaymentReceived'>;
  /** The local day on which it counts. */
  date: LocalDate;
  events: CauseEvents;
}>;

/** The win, and then each payment, in the order recorded. */
export const causesIn = ({ deal, won, state, program }: DealScene): readonly SceneCause[] => {
  const received = [...state.payments.values()].map((payment) => payment.received);
  const dayOf = (event: SceneCause['told']): LocalDate => dateOf(event.data.occurredAt, program.zone);
  const amendmentsAt = (revision: number) => {
    const amendments = amendmentsBefore(state.amendments, revision);
    return amendments.length === 0 ? {} : { amendments };
  };
  return [
    {
      kind: 'win',
      id: deal,
      told: won,
      date: dayOf(won),
      events: { won, payment: undefined, ...amendmentsAt(won.revision) },
    },
    ...received.map((payment): SceneCause => ({
      kind: 'payment',
      id: payment.data.payment,
      told: payment,
      date: dayOf(payment),
      events: {
        won,
        payment,
        firstPayment: firstPaymentOf(received, payment),
        ...amendmentsAt(payment.revision),
      },
    })),
  ];
};

/** Everything that was recorded of a partner; nobody is known under what is no id. */
export const partnerEvents = async (sources: Sources, partner: string): Answer<readonly RecordedEvent[]> =>
  isId(partner)
    ? sources.events.readRange(partnerStream(partner), 0)
    : E.left({ _tag: 'UnknownSubject', subject: partner });

/** A stream that was read to its end: what is not in it was not recorded up to there. */
export const searchedStream = (stream: string, events: readonly RecordedEvent[]): SearchedSource => {
  const last = events.at(-1);
  const first = events[0];
  return {
    source: stream,
    from: first?.recordedAt ?? '',
    to: last?.recordedAt ?? '',
    watermark: last === undefined ? 'no-stream' : `${last.revision}`,
  };
};
