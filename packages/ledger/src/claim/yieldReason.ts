import type { EventData } from '@commission-ledger/events';

/** Why a lead is a duplicate whose customer somebody has: for the partner to read, so it tells nobody else's name. */
export const yieldReason = ({ outcome, until }: Pick<EventData<'LeadClaimed'>, 'outcome' | 'until'>): string => {
  if (outcome === 'own') return 'You brought this customer before.';
  return until === null
    ? 'Another partner brought this customer first and has it for good.'
    : `Another partner brought this customer first; the customer is protected until ${until}.`;
};
