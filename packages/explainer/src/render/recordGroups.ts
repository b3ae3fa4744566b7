import type { Row } from '../document/reply.ts';
import { fieldWords } from './fieldWords.ts';
import type { PageRow } from './page.ts';
import { say, type Speaker } from './say.ts';
import type { Said } from './templates.ts';

/**
 * Records of which the same is used, as one row: the first of them, how many more there are, and the fields that were read.
 * With every row that the answer has they are what they are.
 */
export const recordGroups = (records: readonly Row[], speaker: Speaker): readonly PageRow[] => {
  const groups = new Map<string, Row[]>();
  for (const record of records) {
    const kind = `${record.said.key} ${fieldsOf(record).join()}`;
    const alike = groups.get(kind);
    if (alike === undefined) groups.set(kind, [record]);
    else alike.push(record);
  }
  return [...groups.values()].map((alike) => groupRow(alike, speaker));
};

const groupRow = (alike: readonly Row[], speaker: Speaker): PageRow => {
  const [first, ...others] = alike;
  if (first === undefined) throw new RangeError('A group has records.');
  const fields = [...new Set(fieldsOf(first).map((field) => fieldWords(field, speaker.locale)))].join('; ');
  const told: readonly Said[] = [
    ...(others.length === 0 ? [] : [{ key: 'dataAlike', holes: { count: others.length } } as const]),
    fields === '' ? { key: 'dataWhole', holes: {} } : { key: 'dataFields', holes: { fields } },
  ];
  return {
    number: first.number,
    text: say(speaker, first.said),
    kind: 'line',
    rows: told.map((said) => ({ text: say(speaker, said), kind: 'evidence', rows: [] })),
  };
};

/** The fields that were read of a record, each once; of those in a list it does not matter at which place. */
const fieldsOf = ({ rows = [] }: Row): readonly string[] => {
  const fields = new Set(rows.flatMap(({ said }) => fieldOf(said)).map((field) => field.replaceAll(PLACE, '')));
  // A list that was counted is no field of its own where fields in it were read.
  return [...fields].filter((field) => ![...fields].some((other) => other.startsWith(`${field}/`)));
};

const PLACE = /\/\d+(?=\/|$)/g;

const fieldOf = (said: Said): readonly string[] => {
  const holes: object = said.holes ?? {};
  return 'field' in holes && typeof holes.field === 'string' ? [holes.field] : [];
};
