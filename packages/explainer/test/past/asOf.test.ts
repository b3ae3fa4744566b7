import { type Instant, instant, type RecordedInstant, RecordedInstantCodec } from '@commission-ledger/calendar';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { orThrow } from '@commission-ledger/ledger';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createExplainer,
  createProver,
  explainerAsOf,
  type Explainer,
  type Past,
  proverAsKnown,
} from '../../src/index.ts';
import { arbitraryStory, play } from '../arbitraryHistory.ts';
import { bookedIn, correct, eventsOf, left, mapReferences, openHistory, right, sell } from '../history.ts';
import { documentsOf } from '../standing/explainerIn.ts';
import { accountId, eur, juneAndLateRefund } from '../standing/resaleStory.ts';

const moment = (text: string): Instant => right(instant(text));
const recorded = (text: string): RecordedInstant => right(RecordedInstantCodec.decode(text));

/** The history as it was: only what had been recorded by then. */
const cutAt = async (store: EventStore, known: string): Promise<EventStore> => {
  const copy = memoryEventStore();
  const recordedAt = new Map((await eventsOf(store)).map((event) => [event.id, event.recordedAt]));
  const { events } = await store.readAll({ after: undefined, limit: 100_000 });
  for (const { id, type, body, stream, revision } of events)
    if ((recordedAt.get(id) ?? '') <= known)
      await copy.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1);
  return copy;
};

/** Everything that is asked here, with the answers as text. */
const answersOf = async (explainer: Explainer, entries: readonly string[], partners: readonly string[]) => {
  const answers: string[] = [];
  for (const entry of entries) {
    answers.push(JSON.stringify(await explainer.why(entry)));
    answers.push(JSON.stringify(await explainer.when({ subject: { kind: 'entry', id: entry } })));
  }
  for (const partner of partners) {
    const id = `crm-2017.${partner}.USD`;
    answers.push(JSON.stringify(await explainer.whyOf({ kind: 'account', id })));
    answers.push(JSON.stringify(await explainer.whyOf({ kind: 'statement', id: `${id}/2017-01` })));
    answers.push(JSON.stringify(await explainer.when({ subject: { kind: 'account', id } })));
  }
  return answers;
};

/** Every question, about what is there and what is to come. */
const everyAnswer = async (explainer: Explainer, store: EventStore, booked?: readonly string[]) => {
  const entries = booked ?? (await bookedIn(store)).slice(0, 3);
  const answers = [];
  for (const deal of ['D-1', 'D-new', 'D-9']) {
    const subject = { kind: 'deal', id: deal } as const;
    answers.push(
      await explainer.whyOf(subject),
      await explainer.when({ subject }),
      await explainer.who({ subject: deal }),
      await explainer.whyNot({ subject: deal, partner: 'darcel' }),
      await explainer.diff({ a: { kind: 'deal', id: 'D-1' }, b: subject }),
      await explainer.whatWouldBe({
        subject,
        changes: [{ _tag: 'payment', deal, payment: `${deal}-p1`, amount: usd }],
      }),
    );
  }
  answers.push(await explainer.who({ subject: 'darcel' }));
  for (const entry of entries) answers.push(await explainer.who({ subject: entry }));
  return { entries, answers: [...answers.map(asText), ...(await answersOf(explainer, entries, partners))] };
};

const usd = { amount: '50.00', currency: 'USD' };
const asText = (answer: unknown): string =>
  JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

const partners = ['darcel', 'moses', 'melvin'];

describe('an answer as of an earlier day', () => {
  it('is, to the byte, the one that was given then, whatever was recorded later', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, fc.nat(1000), async (story, place) => {
        const { store } = await play(story);
        const events = await eventsOf(store);
        const known = events[Math.floor((place * events.length) / 1001)]?.recordedAt ?? '';
        const then = await cutAt(store, known);
        const given = createExplainer({ store: then, documents: await documentsOf(then) });
        const asked = right(await explainerAsOf({ store, known: recorded(known) }));
        const entries = (await bookedIn(store)).slice(0, 6);
        const before = await answersOf(given, entries, partners);
        expect(await answersOf(asked, entries, partners)).toEqual(before);
        const quick = proverAsKnown({ store, references: mapReferences(store), known: recorded(known) });
        for (const entry of entries) expect(await quick.why(entry)).toEqual(await given.why(entry));
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 60_000);

  it('shows a statement as it was known on a day, before and after a late refund', async () => {
    const { store } = await juneAndLateRefund();
    const june = { kind: 'statement', id: `${accountId}/2026-06` } as const;
    const before = right(await explainerAsOf({ store, known: recorded('2026-07-17T22:00:00.000000Z') }));
    const then = right(await before.whyOf(june));
    expect(then.amount).toEqual(eur('2400.00'));
    expect(then.verdict.map(({ key }) => key)).toEqual(['statementClosed']);
    const after = right(await explainerAsOf({ store, known: recorded('2026-08-21T22:00:00.000000Z') }));
    const now = right(await after.whyOf(june));
    expect(now.amount).toEqual(eur('2400.00'));
    expect(now.verdict[1]).toMatchObject({ key: 'statementLate', holes: { now: eur('2115.20') } });
  });

  it('leaves out what had not happened, though it was known', async () => {
    const { store } = await juneAndLateRefund();
    const asked = right(await explainerAsOf({ store, effective: moment('2026-06-05T00:00:00Z') }));
    const account = right(await asked.whyOf({ kind: 'account', id: accountId }));
    expect(account.amount).toEqual(eur('1440.00'));
    const refunded = right(await explainerAsOf({ store, effective: moment('2026-07-01T00:00:00Z') }));
    expect(right(await refunded.whyOf({ kind: 'account', id: accountId })).amount).toEqual(eur('2115.20'));
    const both = { effective: moment('2026-07-01T00:00:00Z'), known: recorded('2026-07-17T22:00:00.000000Z') };
    const knew = right(await explainerAsOf({ store, ...both }));
    expect(right(await knew.whyOf({ kind: 'account', id: accountId })).amount).toEqual(eur('2400.00'));
  });

  it('proves every entry that had happened, though what it rests on was recorded around it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, fc.integer({ min: 2, max: 9 }), async (story, on) => {
        const { store } = await play(story);
        const effective = moment(`2017-01-0${on}T23:00:00Z`);
        const asked = right(await explainerAsOf({ store, effective }));
        const today = createProver({ store, references: mapReferences(store) });
        for (const event of await eventsOf(store)) {
          if (event.type !== 'AccrualPosted') continue;
          const { accrual, occurredAt } = event.data;
          const why = await asked.why(accrual);
          if (occurredAt < effective) expect(why).toEqual(await today.why(accrual));
          else expect(left(why)).toEqual({ _tag: 'UnknownSubject', subject: accrual });
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 60_000);

  it('proves what rests on something later that was recorded before it', async () => {
    const history = await openHistory();
    await sell(history, { deal: 'D-later', amount: '60000.00', on: '2017-01-20' });
    await sell(history, { deal: 'D-late', amount: '1000.00', on: '2017-01-05' });
    const effective = moment('2017-01-10T00:00:00Z');
    const asked = right(await explainerAsOf({ store: history.store, effective }));
    const late = (await eventsOf(history.store)).flatMap((event) =>
      event.type === 'AccrualPosted' && event.data.deal === 'D-late' ? [event.data.accrual] : [],
    );
    expect(late).toHaveLength(2);
    for (const accrual of late) expect(await asked.why(accrual)).toEqual(await history.explainer.why(accrual));
  });

  it('changes in no byte by what is recorded after it was asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryStory,
        fc.constantFrom<Past>(
          {},
          { effective: moment('2017-01-06T23:00:00Z') },
          { effective: moment('2018-01-01T00:00:00Z') },
          { known: recorded('2031-01-01T00:00:00.000000Z') },
          { effective: moment('2018-01-01T00:00:00Z'), known: recorded('2031-01-01T00:00:00.000000Z') },
        ),
        async (story, past) => {
          const history = await play(story);
          const { store, ledger, currency } = history;
          const asked = right(await explainerAsOf({ store, ...past }));
          const before = await everyAnswer(asked, store);
          await sell(history, { deal: 'D-new', amount: '4000.00', on: '2017-01-03' });
          await sell(history, { deal: 'D-9', amount: '4000.00', on: '2017-02-03' });
          const late = { deal: 'D-1', payment: 'P-late', amount: { amount: '300.00', currency } };
          await orThrow(ledger.recordPayment({ ...late, occurredAt: '2017-01-04T12:00:00Z' }));
          await correct(history, 'fix-new', '12.00', 'Late');
          await orThrow(
            ledger.assignManager({ partner: 'darcel', program: 'crm-2017', manager: 'zoe', from: '2017-01-01' }),
          );
          expect(await everyAnswer(asked, store, before.entries)).toEqual(before);
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  }, 60_000);

  it('is only read', async () => {
    const { store } = await juneAndLateRefund();
    const quick = proverAsKnown({
      store,
      references: mapReferences(store),
      known: recorded('2026-01-01T00:00:00.000000Z'),
    });
    const [first = ''] = await bookedIn(store);
    expect(left(await quick.why(first))).toEqual({ _tag: 'UnknownSubject', subject: first });
  });
});
