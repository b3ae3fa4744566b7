import { valueToJson, type Node, type ValueJson } from '@commission-ledger/calculation';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import type { Cell, Effect } from './factorEffects.ts';
import { isNil } from './nodeAmounts.ts';
import { shownEffects } from './shownEffects.ts';
import type { Side } from './side.ts';

/** What an effect is put down to, in words with its exact amount. Those that are nothing are left out. */
export const factorRows = (effects: readonly Effect[], cells: readonly Cell[], a: Side, b: Side): readonly DraftRow[] =>
  shownEffects(effects).flatMap((effect) =>
    isNil(effect.node) ? [] : [{ said: saidOf(effect, cells, a, b), node: effect.node }],
  );

const saidOf = ({ factor, node, detail }: Effect, cells: readonly Cell[], a: Side, b: Side): Said => {
  const effect = valueToJson(node.value);
  switch (factor) {
    case 'plan':
      return planSaid(a, b, effect);
    case 'volume':
      return volumeSaid(detail, effect);
    case 'mix':
      return { key: 'diffMix', holes: { effect } };
    case 'currency':
      return currencySaid(cells, effect);
    case 'share':
      return { key: 'diffShare', holes: { effect } };
    case 'tier':
    case 'rate':
      return ratesSaid(factor, detail, effect);
    case 'fixed':
      return { key: 'diffFixed', holes: { effect } };
    case 'limits':
      return { key: 'diffLimits', holes: { effect } };
    case 'rounding':
      return { key: 'diffRounding', holes: { effect } };
  }
};

const planSaid = (a: Side, b: Side, effect: ValueJson): Said => ({
  key: 'diffPlan',
  holes: { from: versionsOf(a), to: versionsOf(b), effect },
});

/** The versions under which something was earned. */
const versionsOf = ({ entries }: Side): string => {
  const names = entries.flatMap(({ line }) =>
    line.kind === 'accrual' ? [`${line.rule.plan}@${line.rule.version}`] : [],
  );
  return [...new Set(names)].join(', ');
};

const volumeSaid = (detail: Effect['detail'], effect: ValueJson): Said => {
  if (detail?.kind !== 'sales') return { key: 'diffVolumeWhole', holes: { effect } };
  const holes = { from: valueToJson(detail.from.value), to: valueToJson(detail.to.value), effect };
  const rate = detail.rate && decimal(detail.rate);
  return rate === undefined ? { key: 'diffVolume', holes } : { key: 'diffVolumeAt', holes: { ...holes, rate } };
};

const ratesSaid = (factor: 'tier' | 'rate', detail: Effect['detail'], effect: ValueJson): Said => {
  const general: Said =
    factor === 'tier' ? { key: 'diffTier', holes: { effect } } : { key: 'diffRate', holes: { effect } };
  if (detail?.kind !== 'rates') return general;
  const [rate, before] = [decimal(detail.rate), decimal(detail.before)];
  if (rate === undefined || before === undefined) return general;
  const holes = { base: valueToJson(detail.base.value), rate, before, effect };
  return factor === 'tier' ? { key: 'diffTierAt', holes } : { key: 'diffRateAt', holes };
};

/** A rate that has no end is no help to anybody. */
const decimal = ({ value }: Node): ValueJson | undefined => {
  const json = valueToJson(value);
  return typeof json === 'object' && 'rate' in json ? json : undefined;
};

const currencySaid = (cells: readonly Cell[], effect: ValueJson): Said => {
  const exchanges = cells.flatMap(({ a, b }) => [...a, ...b].flatMap(({ exchange }) => exchange ?? []));
  const [only, ...more] = exchanges;
  if (only === undefined) return { key: 'diffCurrencyNone', holes: { effect } };
  if (more.length > 0) return { key: 'diffCurrency', holes: { effect } };
  const told = only.told.value._tag === 'money' ? only.told.value.money.currency : '';
  return {
    key: 'diffCurrencyAt',
    holes: {
      told: valueToJson(only.told.value),
      from: told,
      converted: valueToJson(only.converted.value),
      exchange: valueToJson(only.rate.value),
      effect,
    },
  };
};
