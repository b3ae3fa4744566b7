import { type Exact, exactOf, toExact } from '@commission-ledger/money';
import type { DocumentStore } from '../../documentStore.ts';
import { programs } from '../../models/programs.ts';
import { readDocument } from '../../readDocuments.ts';
import { type Days, type Figures, figuresOf, stretchOf, timeOf } from './figures.ts';
import { medianOf } from './middle.ts';
import type { MoneyFigures } from './moneyFigures.ts';
import { partnersOnRecord, recordOf } from './recordOf.ts';

/**
 * The median partner of a program in a time: each figure is the middle one of those of the partners who submitted a lead
 * in it, of those who have such a figure. With few `partners` it says much about each of them.
 */
export type ProgramMedians = Readonly<{
  program: string;
  partners: number;
  submitted: Exact | null;
  won: Exact | null;
  conversion: Exact | null;
  /** Calendar days, the median of medians. */
  acknowledgement: Exact | null;
  decision: Exact | null;
  deals: Exact | null;
  money: readonly Readonly<{
    currency: string;
    earned: Exact | null;
    average: Exact | null;
    earnedPerLead: Exact | null;
  }>[];
}>;

/** The median partner; reads what every partner of the program brought in the time. `undefined` as for one partner. */
export const programMedians = async (
  documents: DocumentStore,
  { program, start, end }: Days & Readonly<{ program: string }>,
): Promise<ProgramMedians | undefined> => {
  const settings = await readDocument(documents, programs, program);
  if (settings === undefined) return undefined;
  const time = timeOf(settings);
  const stretch = stretchOf({ start, end }, time);
  const all: Figures[] = [];
  for await (const partner of partnersOnRecord(documents, program)) {
    const figures = figuresOf(await recordOf(documents, { program, partner }, stretch), time);
    if (figures.leads.submitted > 0) all.push(figures);
  }
  return { program, partners: all.length, ...mediansOf(all), money: moneyMediansOf(all) };
};

const mediansOf = (all: readonly Figures[]) => {
  const counted = (countOf: (figures: Figures) => number) =>
    medianOf(all.map((each) => exactOf(BigInt(countOf(each)))));
  const known = (figureOf: (figures: Figures) => Exact | null) => medianOf(all.map(figureOf).filter(isKnown));
  return {
    submitted: counted(({ leads }) => leads.submitted),
    won: counted(({ leads }) => leads.won),
    conversion: known(({ leads }) => leads.conversion),
    acknowledgement: known(({ leads }) => leads.acknowledgement.days.median),
    decision: known(({ leads }) => leads.decision.days.median),
    deals: counted(({ deals }) => deals.won - deals.cancelled),
  };
};

/** Who earned nothing in a currency earned zero in it; an average deal has only who has deals in it. */
const moneyMediansOf = (all: readonly Figures[]): ProgramMedians['money'] => {
  const currencies = new Set(all.flatMap(({ money }) => money.map(({ currency }) => currency)));
  return [...currencies].toSorted().map((currency) => {
    const inIt = all.map(({ money }) => money.find((each) => each.currency === currency));
    const known = (figureOf: (figures: MoneyFigures | undefined) => Exact | null) =>
      medianOf(inIt.map(figureOf).filter(isKnown));
    return {
      currency,
      earned: known((figures) => (figures === undefined ? NOTHING : toExact(figures.earned))),
      average: known((figures) => figures?.average ?? null),
      earnedPerLead: known((figures) => (figures === undefined ? NOTHING : figures.earnedPerLead)),
    };
  });
};

const NOTHING = exactOf(0n);

const isKnown = (value: Exact | null): value is Exact => value !== null;
