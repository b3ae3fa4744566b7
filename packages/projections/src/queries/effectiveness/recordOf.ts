import { type Exact, exactFromJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { DocumentStore } from '../../documentStore.ts';
import { damagedReadModel } from '../../damagedReadModel.ts';
import { type DealWonDocument, dealsWon } from '../../models/dealsWon.ts';
import { leadProgress } from '../../models/leadProgress.ts';
import { amendedPrefix, partnerRecord, type PartnerRecordDocument } from '../../models/partnerRecord.ts';
import { storedName } from '../../projection.ts';
import { eachDocument, readDocuments } from '../../readDocuments.ts';
import { fromMinor, moneyIn } from '../documentValues.ts';
import type { BroughtLead } from './leadFigures.ts';
import { sumOf } from './middle.ts';
import type { CreditedDeal, Earned } from './moneyFigures.ts';

/** Whose record it is. */
export type PartnerInProgram = Readonly<{ program: string; partner: string }>;

/** Moments from `from` up to but without `to`. */
export type Stretch = Readonly<{ from: string; to: string }>;

/** What a partner brought and earned in a time. */
export type PartnerRecord = Readonly<{
  leads: readonly BroughtLead[];
  deals: readonly CreditedDeal[];
  earned: readonly Earned[];
}>;

/** What a partner brought and earned in a time; nothing of other times and other partners is read. */
export const recordOf = async (
  documents: DocumentStore,
  who: PartnerInProgram,
  stretch: Stretch,
): Promise<PartnerRecord> => {
  const found = await documentsIn(documents, who, stretch);
  const brought = found.flatMap((each) => (each.kind === 'lead' ? [each] : []));
  const progress = await readDocuments(
    documents,
    leadProgress,
    brought.map(({ lead }) => lead),
  );
  return {
    leads: brought.flatMap(({ at: submittedAt }, index) => {
      const lead = progress[index];
      return lead === undefined ? [] : [{ ...lead, submittedAt }];
    }),
    deals: await dealsOf(documents, who, stretch, found),
    earned: found.flatMap((each) =>
      each.kind === 'earned' ? [{ at: each.at, amount: fromMinor(each.minor, each.currency) }] : [],
    ),
  };
};

/** The partners of a program who ever brought or earned anything, each found by one key. */
export async function* partnersOnRecord(
  documents: DocumentStore,
  program: string,
): AsyncGenerator<string, void, undefined> {
  const prefix = `${program}/`;
  let after = prefix;
  for (;;) {
    const [first] = await documents.list(storedName(partnerRecord), { prefix, after, limit: 1 });
    const partner = first?.key.slice(prefix.length).split('/', 1)[0];
    if (partner === undefined) return;
    yield partner;
    // Every moment begins with a digit: this is behind the last of them.
    after = `${prefix}${partner}/~`;
  }
}

const PAGE = 200;

const documentsIn = async (
  documents: DocumentStore,
  { program, partner }: PartnerInProgram,
  { from, to }: Stretch,
): Promise<readonly PartnerRecordDocument[]> => {
  const prefix = `${program}/${partner}/`;
  const found: PartnerRecordDocument[] = [];
  for await (const each of eachDocument(documents, partnerRecord, { prefix, after: prefix + from, limit: PAGE })) {
    if (each.at >= to) break;
    found.push(each);
  }
  return found;
};

/** Those credited when they were won, and those credited later; as amended last, and won in the time. */
const dealsOf = async (
  documents: DocumentStore,
  { program, partner }: PartnerInProgram,
  { from, to }: Stretch,
  found: readonly PartnerRecordDocument[],
): Promise<readonly CreditedDeal[]> => {
  const ids = new Set(found.flatMap((each) => (each.kind === 'deal' ? [each.deal] : [])));
  for await (const each of eachDocument(documents, partnerRecord, { prefix: amendedPrefix(partner) }))
    if (each.kind === 'deal') ids.add(each.deal);
  const deals = await readDocuments(documents, dealsWon, [...ids]);
  return deals.flatMap((deal) =>
    deal === undefined || deal.program !== program || deal.wonAt < from || deal.wonAt >= to
      ? []
      : creditOf(deal, partner),
  );
};

const creditOf = (deal: DealWonDocument, partner: string): readonly CreditedDeal[] => {
  const { credits, amount, wonAt, cancelled } = deal;
  const shares = credits.flatMap((credit) => (credit.partner === partner ? [shareIn(credit.share)] : []));
  return shares.length === 0 ? [] : [{ wonAt, amount: moneyIn(amount), share: sumOf(shares), cancelled }];
};

const shareIn = (json: DealWonDocument['credits'][number]['share']): Exact => {
  const share = exactFromJson(json);
  if (E.isLeft(share)) throw damagedReadModel('it has a share that is no number');
  return share.right;
};
