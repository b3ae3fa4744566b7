import { createHash } from 'node:crypto';
import { renderJson, renderMarkdown, renderTree } from '../src/index.ts';
import { bookedIn, correct, crmPlan, openHistory, payOut, refund, right, sell } from './history.ts';

/** Prints one hash over the explanations of a small history, for comparing processes in other zones and languages. */
const history = await openHistory(crmPlan, 'America/New_York');
await sell(history, { deal: 'D-1', amount: '49999.99', on: '2017-01-10' });
await sell(history, { deal: 'D-2', amount: '1054.70', on: '2017-01-11' });
await refund(history, 'D-1', 'R-1', '33.33', '2017-01-20');
await correct(history, 'fix-1', '-5.00', 'Typo');
await payOut(history, '2017-03-06');
const hash = createHash('sha256');
for (const id of await bookedIn(history.store)) {
  const explanation = right(await history.explainer.why(id));
  hash.update(renderJson(explanation));
  for (const locale of ['en', 'ru'] as const) {
    hash.update(renderTree(explanation, { locale }) + renderMarkdown(explanation, { locale }));
  }
}
process.stdout.write(hash.digest('hex'));
