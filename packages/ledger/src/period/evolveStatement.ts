import { type RecordedEvent, movementOf, statementAt } from '@commission-ledger/events';
import type { StatementState } from '../account/accountState.ts';

/**
 * The statements of an account after one more event. What was closed stays closed: what is told of it later belongs to the
 * first month that is open. The list of movements grows in place, and a closing takes its own out of it.
 */
export const evolveStatement = (statement: StatementState, event: RecordedEvent): StatementState => {
  if (event.type === 'PeriodClosed') {
    const { until, closing } = event.data;
    return { closed: { until, closing }, movements: statement.movements.filter(({ at }) => at >= until) };
  }
  const movement = movementOf(event);
  if (movement === undefined) return statement;
  const at = statementAt(movement.occurredAt, statement.closed?.until);
  statement.movements.push({ ...movement, at, revision: event.revision });
  return statement;
};
