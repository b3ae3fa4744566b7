import { sum as sumNode } from '@commission-ledger/calculation';
import type { LocalDate } from '@commission-ledger/calendar';
import { isId } from '@commission-ledger/events';
import { isNegative, sum, toJson } from '@commission-ledger/money';
import { entriesOfDeal } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../document/reply.ts';
import { appliedPlanOf } from '../reading/appliedPlan.ts';
import type { Answer } from '../reading/sources.ts';
import type { Said } from '../render/templates.ts';
import type { Asking } from './asking.ts';
import { chargebackRows } from './changes/chargebackRows.ts';
import { composeReply, type Draft } from './composeReply.ts';
import { bookedOnDeal } from './gates/bookedOnDeal.ts';
import { dealSceneOf, type DealScene } from './gates/dealScene.ts';
import { earnedOnDeal, type EarnedInCurrency } from './gates/earnedOnDeal.ts';
import { dayOfAnswer } from './standing/readAccount.ts';
import { uniquePlans } from './whyNotDeal.ts';

/** A deal, and whose commission is asked about: without it, that of everybody who earned on it. */
export type DealAsked = Readonly<{ id: string; partner?: string; on?: LocalDate }>;

/** What a deal earned in all, by cause, clause and entry: earned, taken back, calculated anew, and when it was paid. */
export const whyDeal = async (asking: Asking, { id, partner: asked, on }: DealAsked): Answer<Reply> => {
  const read = await dealSceneOf(asking.sources, id);
  if (E.isLeft(read)) return read;
  const scene = read.right;
  if (scene === undefined) return E.left({ _tag: 'UnknownSubject', subject: id });
  if (asked !== undefined && !isId(asked)) return E.left({ _tag: 'UnknownSubject', subject: asked });
  const partners = asked === undefined ? await partnersOn(asking, scene) : [asked];
  const [only, ...others] = partners;
  const partner = others.length === 0 ? only : undefined;
  const earned =
    asked !== undefined ? await earnedDraft(asking, scene, asked) : await earnedInAll(asking, scene, partners);
  if (E.isLeft(earned)) return earned;
  const day = await dayOfAnswer(asking, scene.program, on);
  if (E.isLeft(day)) return day;
  return E.right(
    composeReply({
      question: 'why',
      subject: { kind: 'deal', id },
      asked: { ...(asked === undefined ? {} : { partner: asked }), ...(on === undefined ? {} : { on }) },
      ...(partner === undefined ? {} : { partner }),
      program: scene.program.source,
      title:
        partner === undefined
          ? { key: 'dealTitleOfAll', holes: { deal: id } }
          : { key: 'dealTitle', holes: { deal: id, partner } },
      searched: [],
      effective: day.right,
      ...earned.right,
      rows: [...earned.right.rows, ...chargebackRows(scene)],
    }),
  );
};

/** What a deal earned one partner, as the part of an answer that adds up. */
export const earnedDraft = async (asking: Asking, scene: DealScene, partner: string): Answer<EarnedDraft> => {
  const part = await partOf(asking, scene, partner);
  return E.map(({ earned, plans, isTakenBack }: Part) => ({
    ...summed(earned),
    plans,
    verdict: verdictOf(scene, earned, isTakenBack, partner),
  }))(part);
};

/** What answers about a deal have in common. */
export type EarnedDraft = Pick<Draft, 'amount' | 'root' | 'rows' | 'plans' | 'verdict'>;

/** What a deal earned everybody: with a row for each partner where there are several. */
const earnedInAll = async (asking: Asking, scene: DealScene, partners: readonly string[]): Answer<EarnedDraft> => {
  const parts: (Part & Readonly<{ partner: string }>)[] = [];
  for (const partner of partners) {
    const part = await partOf(asking, scene, partner);
    if (E.isLeft(part)) return part;
    parts.push({ ...part.right, partner });
  }
  const plans = uniquePlans(parts.flatMap((part) => part.plans));
  const isTakenBack = parts.some((part) => part.isTakenBack);
  const [only, ...others] = parts;
  const earned = only !== undefined && others.length === 0 ? only.earned : byPartner(parts);
  return E.right({ ...summed(earned), plans, verdict: verdictOf(scene, earned, isTakenBack) });
};

/** Who earned on it, and who is credited as it was last amended: these first. */
const partnersOn = async (
  { documents }: Asking,
  { deal, amended: { terms } }: DealScene,
): Promise<readonly string[]> => {
  const earning = new Set<string>();
  for await (const { account } of entriesOfDeal(documents, deal)) earning.add(account.partner);
  const credited = terms.attribution.map(({ partner }) => partner);
  if (earning.size === 0) return credited;
  return [
    ...credited.filter((partner) => earning.has(partner)),
    ...[...earning].filter((partner) => !credited.includes(partner)).toSorted(),
  ];
};

/** What a deal earned one partner, in each currency. */
type Part = Readonly<{ earned: readonly EarnedInCurrency[]; plans: Reply['plans']; isTakenBack: boolean }>;

const partOf = async (asking: Asking, scene: DealScene, partner: string): Answer<Part> => {
  const booked = await bookedOnDeal(asking, scene.deal, partner);
  if (E.isLeft(booked)) return booked;
  const earned = await earnedOnDeal(asking, scene, booked.right);
  if (E.isLeft(earned)) return earned;
  const plans: Reply['plans'][number][] = [];
  for (const { data } of [...booked.right.accruals, ...booked.right.trueUps]) {
    const applied = await appliedPlanOf(asking.sources, data.rule);
    if (E.isLeft(applied)) return applied;
    plans.push(applied.right.source);
  }
  return E.right({
    earned: earned.right,
    plans: uniquePlans(plans),
    isTakenBack: booked.right.reversals.length > 0,
  });
};

/** The same in each currency, partner by partner. */
const byPartner = (parts: readonly (Part & Readonly<{ partner: string }>)[]): readonly EarnedInCurrency[] => {
  const currencies = [...new Set(parts.flatMap(({ earned }) => earned.map(({ amount }) => amount.currency)))];
  return currencies.map((currency) => {
    const own = parts.flatMap(({ partner, earned }) =>
      earned.flatMap((each) => (each.amount.currency === currency ? [{ ...each, partner }] : [])),
    );
    return {
      amount: sum(
        currency,
        own.map(({ amount }) => amount),
      ),
      root: sumNode(own.map(({ root }) => root)),
      rows: own.map(({ partner, amount, root, rows }) => ({
        said: { key: 'dealOfPartner', holes: { partner } },
        amount,
        node: root,
        counts: true,
        rows,
      })),
    };
  });
};

/** Amounts of one currency are added up; those of several have no sum. */
const summed = (earned: readonly EarnedInCurrency[]): Pick<Draft, 'amount' | 'root' | 'rows'> => {
  const [only, ...others] = earned;
  if (only !== undefined && others.length === 0) return only;
  return {
    rows: earned.map(({ amount, root, rows: below }) => ({
      said: { key: 'dealInCurrency', holes: { currency: amount.currency } },
      amount,
      node: root,
      rows: below,
    })),
  };
};

/** What it earned, in each currency: all of it, or what one partner has of it. */
const verdictOf = (
  { deal }: DealScene,
  earned: readonly EarnedInCurrency[],
  isTakenBack: boolean,
  partner?: string,
): readonly Said[] => {
  if (earned.length === 0) return [{ key: 'dealNothing', holes: { deal } }];
  const totals = earned.map(({ amount }): Said => {
    const holes = { deal, amount: toJson(amount), currency: amount.currency };
    if (isNegative(amount)) return { key: 'dealBelowZero', holes };
    return partner === undefined ? { key: 'dealInAll', holes } : { key: 'dealEarnedBy', holes: { ...holes, partner } };
  });
  return isTakenBack ? [...totals, { key: 'dealSomeTakenBack', holes: {} }] : totals;
};
