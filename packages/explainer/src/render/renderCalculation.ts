import { toGraph, type Node } from '@commission-ledger/calculation';
import { conditionOf, conditionsOf } from './evidence.ts';
import { forTerminal } from './outsideText.ts';
import type { RenderOptions } from './renderer.ts';
import { say } from './say.ts';
import { stepText } from './sentences.ts';
import { stepsTo } from './steps.ts';

/**
 * A calculation that nothing was booked by, such as that of a supposed deal, as an explanation would tell it: one
 * condition or step to a row, first the conditions, without a line break at the end.
 */
export const renderCalculation = (root: Node, { locale = 'en' }: Pick<RenderOptions, 'locale'> = {}): string => {
  const graph = toGraph(root);
  const speaker = { locale, outside: forTerminal };
  const conditions = conditionsOf(graph.nodes, graph.root).map((said) => say(speaker, said));
  const steps = stepsTo(graph.nodes, graph.root).map((step) => stepText(step, speaker));
  return [...conditions, ...steps].join('\n');
};

/** What the conditions that were looked at found, in one row: `product is Basic, not Pro`. */
export const renderConditions = (
  guards: readonly Node[],
  { locale = 'en' }: Pick<RenderOptions, 'locale'> = {},
): string => {
  const speaker = { locale, outside: forTerminal };
  const found = guards.flatMap((guard) => {
    const { root, nodes } = toGraph(guard);
    return conditionOf(nodes, nodes[root]).map((said) => say(speaker, said));
  });
  return [...new Set(found)].join('; ');
};
