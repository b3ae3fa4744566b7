import {
  fact,
  names,
  valueFromJson,
  type EventRef,
  type Node,
  type NodeId,
  type NodeJson,
} from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, ProgramZone, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { ACTORS, LEADS, PARTNERS } from '../../mask/maskDocument.ts';
import { whatSaid } from '../changes/whatSaid.ts';
import type { DraftRow } from '../composeReply.ts';
import { momentsOf, timeOfDay } from '../gates/moments.ts';

/** A record that was used, with the fields that were read from it; none where it was cited as a whole. */
export type UsedRecord = Readonly<{ event: RecordedEvent; facts: readonly UsedFact[]; cited: readonly EventRef[] }>;

type UsedFact = Readonly<{ ref: EventRef; node: Fact }>;

type Fact = Extract<NodeJson, { kind: 'fact' }>;

/** Every record that a calculation or a row rests on, each once, in the order in which they were recorded. */
export const recordsIn = async (
  sources: Sources,
  nodes: Readonly<Record<NodeId, NodeJson>>,
  cited: readonly EventRef[],
): Answer<readonly UsedRecord[]> => {
  const facts = Object.values(nodes).flatMap((node) =>
    node.kind === 'fact' ? node.from.map((ref): UsedFact => ({ ref, node })) : [],
  );
  const places = new Map([...facts.map(({ ref }) => ref), ...cited].map((ref) => [placeOf(ref), ref]));
  await sources.events.prefetch([...places.values()]);
  const used: UsedRecord[] = [];
  for (const [place, at] of places) {
    const event = await sources.events.readAny(at);
    if (E.isLeft(event)) return event;
    used.push({
      event: event.right,
      facts: facts.filter(({ ref }) => placeOf(ref) === place).toSorted(byField),
      cited: [at],
    });
  }
  return E.right(
    used.toSorted((a, b) => Number(a.event.position > b.event.position) - Number(a.event.position < b.event.position)),
  );
};

const placeOf = ({ stream, revision }: Pick<EventRef, 'stream' | 'revision'>): string => `${revision} ${stream}`;

/** By path; two readings of the same field, by what was read. */
const byField = (a: UsedFact, b: UsedFact): number => compareTexts(sortKey(a), sortKey(b));

const sortKey = ({ ref, node }: UsedFact): string => `${ref.path} ${JSON.stringify(node.value)} ${node.name ?? ''}`;

const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Each record with its source, both clocks, and its fields. */
export const recordRows = (records: readonly UsedRecord[], program: ProgramZone): readonly DraftRow[] =>
  records.map(({ event, facts, cited }) => {
    const { on, recorded } = momentsOf(event, program.zone);
    return {
      said: whatSaid(event) ?? otherRecord(event),
      from: cited,
      rows: [
        {
          said: {
            key: 'dataClocks',
            holes: { on, recorded, time: timeOfDay(event.recordedAt, program.zone), zone: program.zone },
          },
        },
        {
          said: {
            key: 'dataSource',
            holes: { actor: event.actor, number: `${event.revision}`, stream: event.stream },
          },
        },
        ...(facts.length === 0 ? [{ said: { key: 'dataWhole', holes: {} } } as const] : facts.map(fieldRow)),
      ],
    };
  });

const otherRecord = ({ type, data }: RecordedEvent): Said => {
  if (type === 'ProgramOpened') return { key: 'dataProgramRecord', holes: { program: data.program } };
  if (type === 'PeriodClosed') return { key: 'dataClosedRecord', holes: { period: data.period } };
  if (type === 'FxRateRecorded') {
    const { from, to, date } = data;
    return { key: 'dataRateRecord', holes: { from, to, date } };
  }
  return { key: 'dataOtherRecord', holes: { type } };
};

const fieldRow = ({ ref, node }: UsedFact): DraftRow => {
  const leaf = leafOf(node);
  return { said: fieldSaid(ref.path, node.value), ...(leaf === undefined ? {} : { node: leaf }) };
};

/** The fact as a calculation of its own, to be checked like any other. */
const leafOf = ({ value, from, name }: Fact): Node | undefined => {
  const read = valueFromJson(value);
  return E.isRight(read)
    ? fact(
        read.right,
        from,
        names.find((known) => known === name),
      )
    : undefined;
};

const fieldSaid = (path: string, value: Fact['value']): Said => {
  const field = path;
  if (typeof value === 'string') {
    const last = path.split('/').at(-1) ?? '';
    if (PARTNERS.has(last)) return { key: 'dataPartner', holes: { field, value } };
    if (ACTORS.has(last)) return { key: 'dataActor', holes: { field, actor: value } };
    return LEADS.has(last)
      ? { key: 'dataLead', holes: { field, lead: value } }
      : { key: 'dataText', holes: { field, value } };
  }
  return 'currency' in value
    ? { key: 'dataMoney', holes: { field, value, currency: value.currency } }
    : { key: 'dataRate', holes: { field, value } };
};
