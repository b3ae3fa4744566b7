import { eventRef, versionEffect, type VersionedCause, type VersionEffect } from '@commission-ledger/ledger';
import { partnerStream, type RecordedEvent } from '@commission-ledger/events';
import {
  compare,
  negate,
  isNegative,
  subtract,
  sum,
  toJson,
  type CurrencyCode,
  type Money,
} from '@commission-ledger/money';
import { balances, dealsOfPartners, eachDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { type BothCalculations, bothCalculations } from './bothCalculations.ts';
import { asExplainFailure } from '../whatIf/asExplainFailure.ts';
import type { PublishedVersion } from './planVersions.ts';

/** What a version came to, in a sentence for each currency, and its largest differences. */
export type PlanEffect = Readonly<{ verdict: readonly Said[]; rows: readonly DraftRow[] }>;

/** Two versions of a plan, the later second, and whose amounts. */
type Versions = Readonly<{ from: PublishedVersion; to: PublishedVersion; partner: string | undefined }>;

/** A history with more records than this is not replayed for everybody within one answer, which takes seconds. */
const MOST_RECORDS = 20_000;

/** The largest differences are shown, the others below their sum. */
const MOST_LINES = 5;

/**
 * How many accruals a version of a plan, and those published between, gave another amount, and how much in all: what was
 * booked less what would have been without them, by a replay of the history.
 */
export const planEffect = async (asking: Asking, versions: Versions): Answer<PlanEffect> => {
  const { from, to, partner } = versions;
  const holes = { to: nameOf(to) };
  if (from.source.plan === to.source.plan && from.source.version > to.source.version)
    return E.right({ verdict: [{ key: 'diffEffectTurned', holes: { a: idOf(to), b: idOf(from) } }], rows: [] });
  if (from.source.plan !== to.source.plan || from.source.version === to.source.version)
    return E.right({ verdict: [{ key: 'diffEffectUnknown', holes }], rows: [] });
  const effects = partner === undefined ? await ofAll(asking, versions) : await ofPartner(asking, versions, partner);
  if (E.isLeft(effects)) return effects;
  if (effects.right === undefined) return E.right({ verdict: [tooLarge(versions)], rows: [] });
  const changed = effects.right.flatMap((effect) => effect.changed);
  const setAside = effects.right.flatMap((effect) => effect.setAside);
  const currencies = [...new Set(changed.map(({ after }) => after.currency))].toSorted();
  const moved = currencies.map((currency) =>
    movedIn(
      currency,
      changed.filter(({ after }) => after.currency === currency),
    ),
  );
  const shown: DraftRow[] = [];
  for (const each of moved) {
    const [largest] = each.lines;
    const both =
      largest === undefined ? E.right(undefined) : await bothCalculations(asking.sources, largest.cause, from);
    if (E.isLeft(both)) return both;
    shown.push(movedRow(each, versions, both.right));
  }
  return E.right({
    verdict:
      moved.length === 0
        ? [{ key: 'diffEffectNone', holes }]
        : moved.map((each): Said => verdictOf(each, nameOf(to), partner)),
    rows: [
      ...shown,
      ...setAside.map(({ reason }): DraftRow => ({
        said: { key: 'diffEffectSetAside', holes: { from: nameOf(from), reason } },
      })),
    ],
  });
};

const nameOf = ({ source: { plan, version } }: PublishedVersion): string => `${plan}@${version}`;

const idOf = ({ source: { plan, version } }: PublishedVersion): string => `${plan}/${version}`;

const tooLarge = ({ from, to }: Versions): Said => ({
  key: 'diffEffectTooLarge',
  holes: { limit: MOST_RECORDS, a: idOf(from), b: idOf(to) },
});

type Effects = readonly VersionEffect[] | undefined;

const ofAll = async ({ store }: Asking, versions: Versions): Answer<Effects> => {
  const head = await store.head();
  if (head === undefined || head.position > BigInt(MOST_RECORDS)) return E.right(undefined);
  const found = await versionEffect(store, withoutThem(versions));
  return E.isLeft(found) ? E.left(asExplainFailure(found.left)) : E.right([found.right]);
};

const withoutThem = ({ from, to }: Versions) => {
  const { plan, version: last } = to.source;
  const { version: first } = from.source;
  const versions = new Set(Array.from({ length: last - first }, (_, index) => first + 1 + index));
  return { plan, versions };
};

/** By key: what is recorded of the partner alone, in each program where they are in the plan. */
const ofPartner = async (asking: Asking, versions: Versions, partner: string): Answer<Effects> => {
  const told = await asking.sources.events.readRange(partnerStream(partner), 0);
  if (E.isLeft(told)) return told;
  if (told.right.length === 0) return E.left({ _tag: 'UnknownSubject', subject: partner });
  const { plan } = versions.to.source;
  const programs = new Set(
    told.right
      .filter((event): event is RecordedEvent<'PartnerEnrolled'> => event.type === 'PartnerEnrolled')
      .flatMap(({ data }) => (data.plan === plan ? [data.program] : [])),
  );
  const effects: VersionEffect[] = [];
  for (const program of [...programs].toSorted()) {
    if ((await recordsOf(asking, program, partner)) > MOST_RECORDS) return E.right(undefined);
    const concern = { program, partner, deals: await dealsOf(asking, partner) };
    const found = await versionEffect(asking.store, { ...withoutThem(versions), concern });
    if (E.isLeft(found)) return E.left(asExplainFailure(found.left));
    effects.push(found.right);
  }
  return E.right(effects);
};

/** Also those that earned nothing, and might have earned something without the version. */
const dealsOf = async ({ documents }: Asking, partner: string): Promise<readonly string[]> => {
  const deals: string[] = [];
  for await (const { deal } of eachDocument(documents, dealsOfPartners, { prefix: `${partner}/` })) deals.push(deal);
  return deals;
};

const recordsOf = async ({ documents }: Asking, program: string, partner: string): Promise<number> => {
  let records = 0;
  for await (const { revision } of eachDocument(documents, balances, { prefix: `${program}/${partner}/` }))
    records += revision + 1;
  return records;
};

/** What was moved in one currency, the largest first. */
type Moved = Readonly<{ amount: Money; lines: readonly MovedLine[] }>;

type MovedLine = Readonly<{ cause: VersionedCause; amount: Money }>;

const movedIn = (currency: CurrencyCode, causes: readonly VersionedCause[]): Moved => {
  const lines = causes
    .map((cause): MovedLine => ({ cause, amount: subtract(cause.before, cause.after) }))
    .toSorted((a, b) => compare(sizeOf(b.amount), sizeOf(a.amount)) || byName(a.cause, b.cause));
  return {
    amount: sum(
      currency,
      lines.map((line) => line.amount),
    ),
    lines,
  };
};

const sizeOf = (amount: Money): Money => (isNegative(amount) ? negate(amount) : amount);

const byName = (a: VersionedCause, b: VersionedCause): number => (nameIn(a) < nameIn(b) ? -1 : 1);

const nameIn = ({ program, partner, deal, cause }: VersionedCause): string => `${program}/${partner}/${deal}/${cause}`;

const verdictOf = ({ amount, lines }: Moved, to: string, partner: string | undefined): Said => {
  const holes = { to, count: lines.length, amount: toJson(sizeOf(amount)), currency: amount.currency };
  const isLess = isNegative(amount);
  return partner === undefined
    ? { key: isLess ? 'diffEffectLess' : 'diffEffect', holes }
    : { key: isLess ? 'diffEffectOfPartnerLess' : 'diffEffectOfPartner', holes: { ...holes, partner } };
};

/** @param both how the largest of them came about */
const movedRow = ({ amount, lines }: Moved, { from, to }: Versions, both: BothCalculations | undefined): DraftRow => {
  const shown = lines.length <= MOST_LINES + 1 ? lines : lines.slice(0, MOST_LINES);
  const others = lines.slice(shown.length);
  return {
    said: { key: 'diffEffectMoved', holes: { to: nameOf(to), count: lines.length } },
    amount,
    rows: [
      ...shown.map((line, index) => ({ ...lineRow(line, nameOf(from)), ...(index === 0 ? both : {}) })),
      ...(others.length === 0
        ? []
        : [
            {
              said: { key: 'diffOthers', holes: { count: others.length } } as const,
              amount: sum(
                amount.currency,
                others.map((line) => line.amount),
              ),
              counts: true as const,
              rows: others.map((line) => lineRow(line, nameOf(from))),
            },
          ]),
    ],
  };
};

const lineRow = ({ cause, amount }: MovedLine, from: string): DraftRow => {
  const { booked } = cause;
  return {
    said: lineSaid(cause, from),
    amount,
    counts: true,
    ...(booked === undefined ? {} : { proof: booked.data.accrual, from: [eventRef(booked, '/amount')] }),
  };
};

/** Which payment, and when: one deal may have many of the same amount. */
const lineSaid = ({ deal, partner, before, after, booked }: VersionedCause, from: string): Said => {
  const holes = { deal, partner, from, before: toJson(after), after: toJson(before) };
  if (booked === undefined) return { key: 'diffEffectLine', holes };
  const { cause, earnedOn: date } = booked.data;
  return cause.kind === 'payment'
    ? { key: 'diffEffectPayment', holes: { ...holes, date, payment: cause.id } }
    : { key: 'diffEffectDay', holes: { ...holes, date } };
};
