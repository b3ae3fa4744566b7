import { memoryEventStore } from '@commission-ledger/event-store';
import { createLedger } from '@commission-ledger/ledger';
import { eachDocument, entriesOfDeal, leads, payouts, references, entries } from '@commission-ledger/projections';
import { playSimulation, simulate, simulatedClock } from '@commission-ledger/testing/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import {
  askAgain,
  createExplainer,
  describeReplyProblem,
  storedEventIn,
  verifyReply,
  type Reply,
} from '../src/index.ts';
import { right } from './history.ts';
import { gatesOf, readModels, shown } from './whyNotWorld.ts';

/** A program that was simulated, with its answers. */
const simulated = async (seed: number) => {
  const store = memoryEventStore();
  const clock = simulatedClock();
  const ledger = createLedger({ store, clock: clock.now });
  await playSimulation(simulate({ seed, partners: 4, leads: 30, from: '2025-01', months: 4 }), ledger, clock);
  const documents = await readModels({ store });
  const explainer = createExplainer({ store, documents });
  const sound = async (reply: Reply): Promise<Reply> => {
    const witness = { askAgain: async (each: Reply) => askAgain(explainer, each), readStored: storedEventIn(store) };
    const verified = await verifyReply(JSON.parse(JSON.stringify(reply)), witness);
    if (E.isLeft(verified)) throw new Error(verified.left.map(describeReplyProblem).join('\n'));
    for (const locale of ['en', 'ru'] as const) expect(shown(reply, locale)).not.toMatch(/undefined|\{\w+:/);
    return reply;
  };
  return { documents, explainer, sound };
};

const leadVerdicts: Readonly<Record<string, string>> = {
  rejected: 'whyNotLeadRejected',
  duplicate: 'whyNotLeadDuplicate',
  lost: 'whyNotLeadLost',
  expired: 'whyNotLeadExpired',
  submitted: 'whyNotLeadWaiting',
  accepted: 'whyNotLeadWaiting',
  'in-progress': 'whyNotLeadInStage',
};

it('every lead of a simulated program has an answer that verifies and that says what the read models say', async () => {
  const { documents, explainer, sound } = await simulated(11);
  const states = new Set<string>();
  for await (const { lead, state } of eachDocument(documents, leads)) {
    const reply = await sound(right(await explainer.whyNot({ subject: lead, changes: 'left-out' })));
    states.add(state);
    if (state !== 'won') expect(reply.verdict[0]?.key).toBe(leadVerdicts[state]);
    await sound(right(await explainer.whyOf({ kind: 'lead', id: lead })));
    await sound(right(await explainer.who({ subject: lead })));
  }
  expect(states.size).toBeGreaterThan(2);
});

it('every deal of a simulated program has an answer that verifies and that says what the read models say', async () => {
  const { documents, explainer, sound } = await simulated(12);
  const verdicts = new Set<string>();
  for await (const found of eachDocument(documents, references, { prefix: 'deal/' })) {
    const deal = found.event.stream.slice('deal-'.length);
    const reply = await sound(right(await explainer.whyNot({ subject: deal, changes: 'left-out' })));
    const { partner = '' } = reply;
    const standing = new Set<string>();
    for await (const entry of entriesOfDeal(documents, deal))
      if (entry.kind === 'accrual' && entry.account.partner === partner) standing.add(await statusOf(documents, entry));
    const verdict = reply.verdict[0]?.key ?? '';
    verdicts.add(verdict);
    const gates = gatesOf(reply).join('\n');
    if (standing.size === 0) expect(gates).not.toContain('whyNotEarned');
    else if (!gates.includes('whyNotEarned')) expect(gates).toContain('not-reached');
    const isAllPaid = standing.size === 1 && standing.has('settled');
    if (verdict === 'whyNotIsPaid') expect(isAllPaid).toBe(true);
    if (standing.has('open') && gates.includes('whyNotEarned')) expect(verdict).not.toBe('whyNotIsPaid');
    await sound(right(await explainer.whyOf({ kind: 'deal', id: deal })));
    await sound(right(await explainer.who({ subject: deal })));
  }
  expect(verdicts.size).toBeGreaterThan(1);
});

type Documents = Awaited<ReturnType<typeof readModels>>;

const statusOf = async (
  documents: Documents,
  {
    account,
    entry,
  }: Readonly<{ account: Readonly<{ program: string; partner: string; currency: string }>; entry: string }>,
): Promise<string> => {
  const prefix = `${account.program}/${account.partner}/${account.currency}/`;
  for await (const posted of eachDocument(documents, entries, { prefix })) {
    if (posted.entry !== entry) continue;
    if (posted.payout === null) return 'open';
    for await (const payout of eachDocument(documents, payouts, { prefix }))
      if (payout.payoutId === posted.payout) return payout.status;
  }
  return 'open';
};
