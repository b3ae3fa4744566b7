import { type RecordedEvent, canonicalJson } from '@commission-ledger/events';
import type { DifferingField } from '../failure.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** What the ledger fills in when the command does not say it. */
const FILLED_IN: ReadonlySet<string> = new Set(['occurredAt', 'leadOn', 'assignee']);

/** The fields in which a command differs from the one recorded under its key, by JSON value. Never none. */
export const differingFields = (recorded: RecordedEvent, requested: JsonObject): readonly DifferingField[] => {
  const before: JsonObject = { type: recorded.type, ...recorded.json };
  const differing = [...new Set([...Object.keys(before), ...Object.keys(requested)])]
    .filter((field) => !isSame(before[field], requested[field]))
    .map((field) => ({ field, recorded: before[field], requested: requested[field] }));
  const said = differing.filter((each) => each.requested !== undefined || !FILLED_IN.has(each.field));
  return said.length > 0 ? said : differing;
};

const isSame = (a: unknown, b: unknown): boolean =>
  a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b);
