import { fact, guard, text } from '@commission-ledger/calculation';
import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { amendedDeal, eventRef } from '@commission-ledger/ledger';
import { exactToJson, toJson, type Exact } from '@commission-ledger/money';
import type { ProgramZone } from '../../reading/sources.ts';
import type { ValueJson } from '@commission-ledger/calculation';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { momentsOf, timeOfDay } from '../gates/moments.ts';
import { whatSaid } from './whatSaid.ts';

/** Whether the event changes what people ask about; that something was read or delivered does not. */
export const isChange = (event: RecordedEvent): boolean => whatSaid(event) !== undefined;

/** One change: what it was, who recorded it, both clocks, why, and what was before. @param earlier what was recorded before */
export const changeRow = (event: RecordedEvent, earlier: readonly RecordedEvent[], { zone }: ProgramZone): DraftRow => {
  const { on, recorded, isLate } = momentsOf(event, zone);
  const { actor } = event;
  const said: Said = whatSaid(event) ?? { key: 'whoNothing', holes: {} };
  const time = timeOfDay(event.recordedAt, zone);
  return {
    said,
    from: [eventRef(event, '')],
    rows: [
      {
        said: isLate
          ? { key: 'whoBy', holes: { actor, on, recorded, time } }
          : { key: 'whoBySameDay', holes: { actor, recorded, time } },
      },
      ...reasonRows(event),
      ...peopleRows(event),
      ...(event.type === 'DealAmended' ? amendedRows(event, earlier) : []),
    ],
  };
};

const reasonRows = (event: RecordedEvent): readonly DraftRow[] => {
  const { data } = event;
  if (event.type === 'TrueUpPosted')
    return 'rerating' in event.data ? [reasonRow(event, event.data.rerating.reason, '/rerating/reason')] : [];
  return 'reason' in data && typeof data.reason === 'string' ? [reasonRow(event, data.reason, '/reason')] : [];
};

const reasonRow = (event: RecordedEvent, reason: string, path: string): DraftRow => ({
  said: { key: 'whoReason', holes: { reason } },
  from: [eventRef(event, path)],
});

/** Who wrote it and who approved it: two people, or it would not have counted. */
const peopleRows = (event: RecordedEvent): readonly DraftRow[] => {
  if (event.type === 'TrueUpPosted')
    return 'rerating' in event.data ? [pairRow(event, event.data.rerating, '/rerating')] : [];
  if (event.type === 'AdjustmentPosted' || event.type === 'BalanceUnclaimed') return [pairRow(event, event.data, '')];
  if (event.type === 'ReceivableWrittenOff' || event.type === 'PlanPublished') {
    const { author, approver } = event.data;
    return author == null || approver == null ? [] : [pairRow(event, { author, approver }, '')];
  }
  if (event.type === 'DealAmended' || event.type === 'AdjustmentProposed')
    return [{ said: { key: 'whoWrote', holes: { author: event.data.author } }, from: [eventRef(event, '/author')] }];
  return [];
};

const pairRow = (
  event: RecordedEvent,
  { author, approver }: Readonly<{ author: string; approver: string }>,
  path: string,
): DraftRow => {
  const node = guard('ne', [
    fact(text(author), [eventRef(event, `${path}/author`)]),
    fact(text(approver), [eventRef(event, `${path}/approver`)]),
  ]);
  return {
    said: { key: 'whoApproved', holes: { author, approver } },
    gate: author === approver ? 'failed' : 'passed',
    node,
  };
};

/** What a deal was before an amendment, beside what it is since. */
export const amendedRows = (
  { data }: RecordedEvent<'DealAmended'>,
  earlier: readonly RecordedEvent[],
): readonly DraftRow[] => {
  const won = earlier.find((event): event is RecordedEvent<'DealWon'> => event.type === 'DealWon');
  if (won === undefined) return [];
  const amendments = earlier.filter((event): event is RecordedEvent<'DealAmended'> => event.type === 'DealAmended');
  const before = amendedDeal({ won, amendments }).terms;
  const rows: DraftRow[] = [];
  if (data.amount !== undefined) {
    const { currency } = data.amount;
    const holes = { before: toJson(before.amount), after: toJson(data.amount), currency };
    rows.push({ said: { key: 'whoAmount', holes } });
  }
  if (data.attribution !== undefined) rows.push(...shareRows(before.attribution, data.attribution));
  if (data.attributes !== undefined) rows.push(...attributeRows(before.attributes, data.attributes));
  return rows;
};

type Credits = EventData<'DealWon'>['attribution'];

const shareRows = (before: Credits, after: Credits): readonly DraftRow[] => {
  const shareIn = (credits: Credits, partner: string): ValueJson =>
    rateOf(credits.find((credit) => credit.partner === partner)?.share);
  const partners = [...new Set([...before, ...after].map(({ partner }) => partner))];
  return partners.map((partner) => ({
    said: { key: 'whoShare', holes: { partner, before: shareIn(before, partner), after: shareIn(after, partner) } },
  }));
};

const rateOf = (share: Exact | undefined): ValueJson => {
  const json = share === undefined ? '0' : exactToJson(share);
  return typeof json === 'string' ? { rate: json } : json;
};

type Attributes = Readonly<Record<string, string>>;

const attributeRows = (before: Attributes, after: Attributes): readonly DraftRow[] => {
  const told = (attributes: Attributes, name: string): string =>
    Object.hasOwn(attributes, name) ? (attributes[name] ?? '') : '–';
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names
    .filter((name) => told(before, name) !== told(after, name))
    .map((attribute) => ({
      said: {
        key: 'whoAttribute',
        holes: { attribute, before: told(before, attribute), after: told(after, attribute) },
      },
    }));
};
