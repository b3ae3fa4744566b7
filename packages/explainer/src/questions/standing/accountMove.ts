import { booked, fact, sub, type EventRef, type Name, type Node } from '@commission-ledger/calculation';
import { movementOf, type RecordedEvent, type StatementMovement } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { negate, type Money } from '@commission-ledger/money';

/** What changes what is owed: an entry of the account, or a payout that arrived, as its event says. */
export type AccountMove = StatementMovement &
  Readonly<{
    event: MovingEvent;
    from: EventRef;
    /** Its value is the signed amount. */
    node: Node;
  }>;

const TYPES = [
  'AccrualPosted',
  'AccrualReversed',
  'TrueUpPosted',
  'AdjustmentPosted',
  'DrawAdvanced',
  'DrawRecovered',
  'ReceivableWrittenOff',
  'BalanceUnclaimed',
  'PayoutSettled',
] as const;

type MovingEvent = RecordedEvent<(typeof TYPES)[number]>;

const isMoving = (event: RecordedEvent): event is MovingEvent => TYPES.some((type) => type === event.type);

/** The movement that an event of an account is; most are none. */
export const accountMoveOf = (event: RecordedEvent): AccountMove | undefined => {
  const movement = isMoving(event) ? movementOf(event) : undefined;
  if (movement === undefined || !isMoving(event)) return undefined;
  const from = eventRef(event, '/amount');
  return { ...movement, event, from, node: nodeOf(movement, from) };
};

/** Events say what is taken back or paid out without the sign that it has in the account. */
const nodeOf = ({ kind, amount }: StatementMovement, from: EventRef): Node => {
  const name = names[kind];
  if (!TURNED.has(kind)) return fact(booked(amount), [from], name);
  return turned(fact(booked(negate(amount)), [from], name), name);
};

const TURNED: ReadonlySet<StatementMovement['kind']> = new Set(['reversal', 'draw-recovery', 'unclaimed', 'payout']);

/** The amount of the node below zero. */
export const turned = (node: Node, name?: Name): Node =>
  sub(sub(node, node, { name: 'nothing' }), node, name === undefined ? {} : { name });

const names: Readonly<Record<StatementMovement['kind'], Name>> = {
  accrual: 'accrual',
  reversal: 'reversal',
  'true-up': 'true-up',
  adjustment: 'adjustment',
  'draw-advance': 'advanced',
  'draw-recovery': 'recovered',
  'write-off': 'write-off',
  unclaimed: 'unclaimed',
  payout: 'payout',
};

/** The largest first, whatever their sign; of two alike, the earlier. */
export const bySize = (a: AccountMove, b: AccountMove): number => {
  const [first, second] = [sizeOf(a.amount), sizeOf(b.amount)];
  if (first === second) return a.event.revision - b.event.revision;
  return first > second ? -1 : 1;
};

const sizeOf = ({ minor }: Money): bigint => (minor < 0n ? -minor : minor);
