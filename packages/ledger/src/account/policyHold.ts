import type { Instant } from '@commission-ledger/calendar';
import type { AccountRef, EventData, EventOf } from '@commission-ledger/events';
import { type AccountState, entryKey, holderKey } from './accountState.ts';

/** Who holds accruals where no person does it by hand: an inquiry about them, or a chargeback at the bank. */
export type Holder = NonNullable<EventData<'AccrualHeld'>['by']>;

/**
 * Keep these accruals out of payouts for that holder. One that is in a payout on its way waits from when the payout gives
 * it back, if it does. What is unknown to the account, paid, or held by this holder is passed over.
 */
export type HoldByPolicy = Readonly<{
  type: 'HoldByPolicy';
  account: AccountRef;
  by: Holder;
  accruals: readonly string[];
  reason: string;
  occurredAt: Instant;
}>;

/** End every hold that this holder has in the account; nothing where it has none. */
export type ReleaseByPolicy = Readonly<{
  type: 'ReleaseByPolicy';
  account: AccountRef;
  by: Holder;
  outcome: string;
  occurredAt: Instant;
}>;

/** The holds of a policy that are new. */
export const holdByPolicy = (command: HoldByPolicy, state: AccountState): readonly EventOf<'AccrualHeld'>[] => {
  const { account, by, reason, occurredAt } = command;
  const { program, partner } = account;
  const onTheirWay = accrualsOnTheirWay(state);
  const isUnpaid = (accrual: string): boolean =>
    state.open.has(entryKey({ kind: 'accrual', id: accrual })) || onTheirWay.has(accrual);
  const isNew = (accrual: string): boolean => isUnpaid(accrual) && !state.held.get(accrual)?.has(holderKey(by));
  return [...new Set(command.accruals)]
    .filter(isNew)
    .map((accrual) => ({ type: 'AccrualHeld', data: { program, partner, accrual, reason, by, occurredAt } }));
};

const accrualsOnTheirWay = ({ payouts }: AccountState): ReadonlySet<string> =>
  new Set(
    [...payouts.values()]
      .filter(({ status }) => status === 'issued')
      .flatMap(({ issued }) => issued.lines)
      .flatMap(({ kind, entry }) => (kind === 'accrual' ? [entry] : [])),
  );

/** The ends of all holds of a policy. */
export const releaseByPolicy = (
  { account, by, outcome, occurredAt }: ReleaseByPolicy,
  { held }: AccountState,
): readonly EventOf<'AccrualReleased'>[] => {
  const { program, partner } = account;
  return [...held].flatMap(([accrual, holds]) =>
    holds.has(holderKey(by))
      ? [{ type: 'AccrualReleased', data: { program, partner, accrual, outcome, by, occurredAt } }]
      : [],
  );
};
