import type { NodeId, NodeJson, RuleRef } from '@commission-ledger/calculation';
import type { Gate, Reply, Row } from '../document/reply.ts';
import { behind, factsBelow, recordsSaid } from './evidence.ts';
import { localAmount } from './numbers.ts';
import { clauseOf } from './outline.ts';
import type { Page, PageRow, PageTotal } from './page.ts';
import type { RenderSettings } from './renderer.ts';
import { recordGroups } from './recordGroups.ts';
import { requireSoundReply } from './requireSoundReply.ts';
import { say, type Speaker } from './say.ts';
import { addends, stepText } from './sentences.ts';
import { isFolded, largestRows, paragraphRows, type ShownRows } from './shownRows.ts';
import { stepsTo } from './steps.ts';
import type { Said } from './templates.ts';

/**
 * The page of an answer to any question but why an amount is what it is.
 * @throws Unexplained when the document does not hold in itself
 */
export const replyPage = (reply: Reply, settings: RenderSettings, speaker: Speaker): Page => {
  requireSoundReply(reply);
  const { title, amount, verdict } = reply;
  const shown = shownOf(reply.rows, reply, settings);
  return {
    locale: speaker.locale,
    title: say(speaker, title),
    ...(amount === undefined ? {} : amountIn(amount, speaker)),
    verdict: verdict.map((said) => say(speaker, said)).join(' '),
    notes: [],
    rows: rowsOf(shown, reply, settings, speaker),
    totals: totalsOf(shown, reply, speaker),
    proof: proofOf(reply, settings, speaker),
  };
};

const amountIn = (amount: NonNullable<Reply['amount']>, speaker: Speaker): Pick<Page, 'amount' | 'currency'> => {
  const currency = speaker.outside(amount.currency);
  return { amount: `${localAmount(amount, speaker.locale)} ${currency}`, currency };
};

const shownOf = (below: readonly Row[], { question }: Reply, { depth, all }: RenderSettings): ShownRows => {
  if (depth === 0) return { rows: [], others: [] };
  // A digest is for who checks, and says nothing to who reads.
  const rows = depth === 3 ? below : below.filter(({ said }) => said.key !== 'payoutDigest');
  if (all || depth === 3) return { rows, others: [] };
  return depth === 1 ? paragraphRows(rows) : largestRows(rows, { keepsNegative: question === 'when' });
};

const rowsOf = (shown: ShownRows, reply: Reply, settings: RenderSettings, speaker: Speaker): readonly PageRow[] => [
  ...shown.rows.map((row) => rowOf(row, reply, settings, speaker)),
  ...shown.others.map((others) => othersOf(others, shown.rows, reply, speaker)),
];

const rowOf = (row: Row, reply: Reply, settings: RenderSettings, speaker: Speaker): PageRow => {
  const { number, said, counts, gate, node, rows = [] } = row;
  const clause = node === undefined ? undefined : clauseAt(reply.nodes, node);
  const isWhole = settings.all || settings.depth === 3;
  const isClosed = settings.depth < 2 || (isFolded(row) && !isWhole);
  const areGrouped = said.key === 'dataRecords' && !isWhole;
  return {
    number,
    text: say(speaker, said),
    ...shownAmount(row.amount, reply, speaker),
    ...(counts === undefined ? {} : { counts }),
    ...(clause === undefined ? {} : { clause: speaker.outside(clause) }),
    ...(gate === undefined ? {} : { gate: { outcome: gate, word: say(speaker, gateWords[gate]) } }),
    kind: 'line',
    rows: [
      ...(isClosed
        ? []
        : areGrouped
          ? recordGroups(rows, speaker)
          : rowsOf(shownOf(rows, reply, settings), reply, settings, speaker)),
      ...(settings.depth === 3 || (settings.depth === 2 && said.key === 'termsWorked')
        ? stepsOf(row, reply, settings, speaker)
        : []),
      ...(settings.depth === 3 ? evidenceOf(row, reply, speaker) : []),
    ],
  };
};

const gateWords: Readonly<Record<Gate, Said>> = {
  passed: { key: 'gatePassed', holes: {} },
  failed: { key: 'gateFailed', holes: {} },
  open: { key: 'gateOpen', holes: {} },
  'not-reached': { key: 'gateNotReached', holes: {} },
};

const shownAmount = (amount: Row['amount'], reply: Reply, speaker: Speaker): Pick<PageRow, 'amount' | 'currency'> => {
  if (amount === undefined) return {};
  const shown = { amount: localAmount(amount, speaker.locale) };
  return amount.currency === reply.amount?.currency ? shown : { ...shown, currency: speaker.outside(amount.currency) };
};

const othersOf = (
  { rows, amount }: ShownRows['others'][number],
  beside: readonly Row[],
  reply: Reply,
  speaker: Speaker,
): PageRow => ({
  text: say(speaker, othersSaid(rows, beside, reply)),
  ...shownAmount(amount, reply, speaker),
  ...(amount === undefined ? {} : { counts: true }),
  kind: 'others',
  rows: [],
});

/** Of when an account is paid, rows are days: those of payouts, and below them those from which lines are payable. */
const othersSaid = (others: number, beside: readonly Row[], { question, subject }: Reply): Said => {
  const areDays = beside.some(({ gate, said }) => gate !== undefined || said.key === 'whenComesIn');
  return question === 'when' && subject.kind === 'account' && areDays
    ? { key: 'otherDays', holes: { others } }
    : { key: 'others', holes: { others } };
};

/** How an amount was calculated, where neither rows below nor a proof of its own say it. */
const stepsOf = (row: Row, { nodes }: Reply, { open }: RenderSettings, speaker: Speaker): readonly PageRow[] => {
  const { node, proof, rows = [] } = row;
  if (node === undefined || proof !== undefined || rows.length > 0) return [];
  const steps = stepsTo(nodes, node);
  return steps.map((step, index): PageRow => {
    const number = `${row.number}.${index + 1}`;
    return {
      ...(steps.length > 1 ? { number } : {}),
      text: stepText(step, speaker),
      ...(step.rule === undefined ? {} : { clause: speaker.outside(clauseOf(step.rule)) }),
      kind: 'step',
      rows: number === open ? evidenceRows(behind(nodes, step.node), speaker) : [],
    };
  });
};

const evidenceRows = (said: readonly Said[], speaker: Speaker): readonly PageRow[] =>
  said.map((each) => ({ text: say(speaker, each), kind: 'evidence', rows: [] }));

const evidenceOf = ({ node, proof, from = [] }: Row, { nodes }: Reply, speaker: Speaker): readonly PageRow[] => {
  const refs = [...from, ...(node === undefined ? [] : factsBelow(nodes, node))];
  const said: readonly Said[] = [
    ...(proof === undefined ? [] : [{ key: 'proofElsewhere', holes: { proof } } as const]),
    ...(refs.length === 0 ? [] : [recordsSaid(refs)]),
  ];
  return evidenceRows(said, speaker);
};

/** The clause that a node was calculated or tested by, through what merely rounds or chooses it. */
const clauseAt = (nodes: Reply['nodes'], id: NodeId): string | undefined => {
  const rule = ruleOf(nodes, nodes[id]);
  return rule?.clause === undefined ? undefined : clauseOf(rule);
};

const ruleOf = (nodes: Reply['nodes'], node: NodeJson | undefined): RuleRef | undefined => {
  switch (node?.kind) {
    case 'param':
    case 'op':
    case 'guard':
      return node.rule;
    case 'round':
      return ruleOf(nodes, nodes[node.arg]);
    case 'choice':
      return ruleOf(nodes, nodes[node.taken]);
    case 'fact':
    case 'absent':
    case undefined:
      return undefined;
  }
};

/** The sum, where there is something to add up. */
const totalsOf = ({ rows, others }: ShownRows, { amount }: Reply, speaker: Speaker): readonly PageTotal[] => {
  const counted = [...rows.filter(({ counts }) => counts), ...others].flatMap((each) => each.amount ?? []);
  if (amount === undefined || counted.length < 2) return [];
  const text = say(speaker, { key: 'sum', holes: {} });
  return [{ text, amount: localAmount(amount, speaker.locale), strong: true, addends: addends(counted, speaker) }];
};

const proofOf = (reply: Reply, { depth }: RenderSettings, speaker: Speaker): readonly string[] => {
  const { searched, unexplained: rest, nodes, log } = reply;
  const steps = Object.keys(nodes).length;
  const records = log.events;
  // The list has its own counts; those of its check, with the program and the plans, would be others.
  if (reply.asked['about'] === 'data') return [say(speaker, { key: 'dataChecked', holes: {} })];
  const said: readonly Said[] =
    depth < 2 ? [inShort(rest, records)] : [...searched.map(searchedSaid), proved(rest, steps, records)];
  return said.map((each) => say(speaker, each));
};

/** Who reads the answer alone is told that it was checked, and not how much was counted for it. */
const inShort = (rest: Reply['unexplained'], records: number): Said =>
  rest === undefined ? { key: 'checkedRecords', holes: { records: `${records}` } } : { key: 'checked', holes: {} };

const searchedSaid = ({ source, from, to, watermark }: Reply['searched'][number]): Said => {
  if (watermark === 'no-stream') return { key: 'searchedNothing', holes: { source } };
  const account = source.startsWith('account-') ? source.slice('account-'.length) : undefined;
  if (account !== undefined && /^\d+$/.test(from) && /^\d+$/.test(to))
    return from === '0' && to === watermark
      ? { key: 'searchedAllEntries', holes: { account, count: Number(to) + 1 } }
      : { key: 'searchedEntries', holes: { account, from, to, watermark } };
  const [, kind, id = ''] = /^(deal|lead|partner)-(.+)$/.exec(source) ?? [];
  // Of these everything is looked at, whatever is sought.
  if (kind !== undefined && /^\d+$/.test(watermark)) {
    const count = Number(watermark) + 1;
    if (kind === 'deal') return { key: 'searchedDeal', holes: { deal: id, count } };
    return kind === 'lead'
      ? { key: 'searchedLead', holes: { lead: id, count } }
      : { key: 'searchedPartner', holes: { partner: id, count } };
  }
  return from === ''
    ? { key: 'searchedAll', holes: { source, watermark } }
    : { key: 'searchedThere', holes: { source, from, to, watermark } };
};

const proved = (rest: Reply['unexplained'], steps: number, records: number): Said => {
  if (rest !== undefined) return { key: 'proof', holes: { rest, steps, records } };
  return steps === 0 ? { key: 'restsOn', holes: { records } } : { key: 'recomputed', holes: { steps, records } };
};
