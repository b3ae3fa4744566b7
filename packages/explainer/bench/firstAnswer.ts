import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { payoutOf } from '@commission-ledger/projections';
import { createExplainer } from '../src/index.ts';
import { right } from '../test/history.ts';

/*
 * Started by `questions.bench.ts` in a process of its own: opens a ledger file and proves one payout, and tells when it was
 * how far. Nothing has been compiled by then, and nothing read.
 */

/** Milliseconds of the clock; `proofBusy` of the processor. */
export type FirstAnswer = Readonly<Record<'opened' | 'headline' | 'proof' | 'proofBusy' | 'again', number>>;

const [path = '', payout = ''] = process.argv.slice(2);
const begun = performance.now();
const file = await openSqliteStore(path);
const opened = performance.now();
await payoutOf(file.documents, payout);
const headline = performance.now();
const explainer = createExplainer({ store: file.events, documents: file.documents });
const used = process.cpuUsage();
right(await explainer.why(payout));
const proof = performance.now();
const { user, system } = process.cpuUsage(used);
right(await explainer.why(payout));
const again = performance.now();
const answer: FirstAnswer = {
  opened: opened - begun,
  headline: headline - opened,
  proof: proof - headline,
  proofBusy: (user + system) / 1000,
  again: again - proof,
};
process.send?.(answer);
await file.close();
