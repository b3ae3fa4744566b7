import type { EventData } from '@commission-ledger/events';
import type { ProgramRefusal } from './programRefusal.ts';

type Promises = Pick<
  EventData<'ProgramOpened'>,
  'serviceLevels' | 'leadProtection' | 'leadExpiry' | 'destinationCoolOff'
>;

/** A hundred years: what is longer is meant to be for ever, or a mistake. */
const MOST_DAYS = 36_525;

/** What is wrong with the promises of a program, if anything. */
export const refusalOfPromises = ({ serviceLevels, ...terms }: Promises): ProgramRefusal | undefined => {
  for (const setting of ['leadProtection', 'leadExpiry', 'destinationCoolOff'] as const) {
    const days = terms[setting]?.days ?? 0;
    if (days > MOST_DAYS) return { _tag: 'TooManyDays', setting, days, limit: MOST_DAYS };
  }
  if (serviceLevels === undefined) return undefined;
  const { opens, closes } = serviceLevels.hours;
  if (opens >= closes) return { _tag: 'NeverOpen', opens, closes };
  const stages = (serviceLevels.leads?.stages ?? []).map(({ stage }) => stage);
  const twice = stages.find((stage, index) => stages.indexOf(stage) !== index);
  return twice === undefined ? undefined : { _tag: 'StageTwice', stage: twice };
};
