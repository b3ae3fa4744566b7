import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import type { ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import type { DealScene } from '../gates/dealScene.ts';
import { momentsOf } from '../gates/moments.ts';
import { changeRow } from './changeRow.ts';

/** A dispute at the bank, and what the bank decided, if it has. */
type Chargeback = Readonly<{
  opened: RecordedEvent<'ChargebackOpened'>;
  decided: RecordedEvent<'ChargebackDecided'> | undefined;
}>;

/** What the customer disputed at the bank, what became of it, and what that means for what the deal earned. */
export const chargebackRows = ({ state, program }: DealScene): readonly DraftRow[] =>
  [...state.chargebacks.values()].map((chargeback: Chargeback): DraftRow => {
    const told = [chargeback.opened, ...(chargeback.decided === undefined ? [] : [chargeback.decided])];
    return {
      said: saidOf(chargeback, program),
      from: told.map((event) => eventRef(event, '')),
      rows: told.map((event) => changeRow(event, [], program)),
    };
  });

const saidOf = ({ opened, decided }: Chargeback, { zone }: ProgramZone): Said => {
  const { amount } = opened.data;
  const holes = { amount: toJson(amount), currency: amount.currency, on: momentsOf(opened, zone).on };
  if (decided === undefined) return { key: 'dealChargebackOpen', holes };
  const closed = { ...holes, decided: momentsOf(decided, zone).on };
  return decided.data.outcome === 'won'
    ? { key: 'dealChargebackWon', holes: closed }
    : { key: 'dealChargebackLost', holes: closed };
};
