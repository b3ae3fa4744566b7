import type { Node } from '@commission-ledger/calculation';
import { accountOfStream, type RecordedEvent } from '@commission-ledger/events';
import { counterNode, eventRef } from '@commission-ledger/ledger';
import { format } from '@commission-ledger/money';
import type { Receipt } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { DoesNotMatchReceipt } from './explainFailure.ts';
import type { Answer, Sources } from './sources.ts';

/** A counter of a plan in one window. */
export type CounterKey = Readonly<{ plan: string; counter: string; window: string }>;

/** Counters as a cause found them, by counter and window; one that no calculation reads may be missing. */
export type CountersBefore = (counter: string, window: string) => Node;

type Posted = RecordedEvent<'AccrualPosted'>;

/** The events of an account that move counters. */
export type CounterEvent = RecordedEvent<'AccrualPosted' | 'AccrualEvaluated' | 'AccrualReversed'>;

/**
 * The counters before an accrual, each a field of the event that left it there, found by the revision that the accrual
 * names, or the proof that nothing had moved it.
 */
export const countersBefore = async (sources: Sources, posted: Posted, receipt: Receipt): Answer<CountersBefore> => {
  const nodes = new Map<string, Node>();
  const start = await firstOfCommand(sources, posted);
  if (E.isLeft(start)) return start;
  const nothing = ({ counter, window }: CounterKey): Node => absence(posted, counter, window, start.right);
  for (const [index, move] of posted.data.counters.entries()) {
    const node = move.since === null ? E.right(nothing(move)) : await since(sources, posted, index, move.since);
    if (E.isLeft(node)) return node;
    nodes.set(nameOf(move), node.right);
  }
  for (const read of receipt.counters) {
    const key = { plan: receipt.plan, counter: read.counter, window: read.window };
    if (nodes.has(nameOf(key))) continue;
    const node = await unmoved(sources, posted, key, start.right);
    if (E.isLeft(node)) return node;
    nodes.set(nameOf(key), node.right ?? nothing(key));
  }
  return E.right((counter, window) => nodes.get(nameOf({ counter, window })) ?? nothing({ plan: '', counter, window }));
};

const nameOf = ({ counter, window }: Omit<CounterKey, 'plan'>): string => `${counter} ${window}`;

/** The revision of the first event of the command that posted the accrual: its cause may have earned under several rules. */
const firstOfCommand = async (sources: Sources, { stream, revision, commandKey }: Posted): Answer<number> => {
  const before = await sources.events.findBack(
    { stream, revision: revision - 1 },
    (event) => event.commandKey !== commandKey,
  );
  return E.map((event: RecordedEvent | undefined) => (event === undefined ? 0 : event.revision + 1))(before);
};

const since = async (sources: Sources, posted: Posted, index: number, revision: number): Answer<Node> => {
  const move = posted.data.counters[index];
  if (move === undefined) throw new RangeError('The accrual has no such counter.');
  const at = { stream: posted.stream, revision };
  const event = await sources.events.readAny(at);
  if (E.isLeft(event)) return event;
  if (!movesCounters(event.right)) {
    return E.left({ _tag: 'OtherEvent', at, expected: 'event that moves counters', found: event.right.type });
  }
  const place = placeOf(event.right, move);
  if (place >= 0) return E.right(fromEvent(posted, event.right, place));
  const path = `/counters/${index}/before/amount`;
  return E.left(differs(posted, path, format(move.before), 'nothing'));
};

/** A counter that the rule read and the cause did not move is in no field of the accrual, so it is looked for. */
const unmoved = async (sources: Sources, posted: Posted, key: CounterKey, start: number): Answer<Node | undefined> => {
  const found = await sources.events.findBack(
    { stream: posted.stream, revision: start - 1 },
    (event) => movesCounters(event) && placeOf(event, key) >= 0,
  );
  if (E.isLeft(found)) return found;
  const event = found.right;
  return E.right(
    event !== undefined && movesCounters(event) ? fromEvent(posted, event, placeOf(event, key)) : undefined,
  );
};

/** Whether events of this type move counters. */
export const movesCounters = (event: RecordedEvent): event is CounterEvent =>
  event.type === 'AccrualPosted' || event.type === 'AccrualEvaluated' || event.type === 'AccrualReversed';

/** Where in the event the counter is, or −1. */
const placeOf = ({ data }: CounterEvent, { plan, counter, window }: CounterKey): number =>
  data.counters.findIndex((move) => move.plan === plan && move.counter === counter && move.window === window);

const fromEvent = (posted: Posted, event: CounterEvent, place: number): Node => {
  const value = event.data.counters[place]?.after;
  if (value === undefined) throw new RangeError('The event has no such counter.');
  return counterNode({ value, from: eventRef(event, `/counters/${place}/after`) }, placeIn(posted, '', '', 0));
};

const absence = (posted: Posted, counter: string, window: string, start: number): Node => ({
  ...counterNode(undefined, placeIn(posted, counter, window, start)),
  name: 'counter-before',
});

const placeIn = ({ data, stream }: Posted, counter: string, window: string, start: number) => {
  const account = accountOfStream(stream) ?? {
    program: data.program,
    partner: data.partner,
    currency: data.amount.currency,
  };
  const watermark = start === 0 ? 'no-stream' : `${start - 1}`;
  return { account, currency: data.amount.currency, counter, window, until: data.occurredAt, watermark };
};

const differs = ({ data }: Posted, path: string, recorded: string, computed: string): DoesNotMatchReceipt => ({
  _tag: 'DoesNotMatchReceipt',
  subject: data.accrual,
  path,
  recorded,
  computed,
});
