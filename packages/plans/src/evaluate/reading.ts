import type { CounterAt, Measure } from '../document/planDocument.ts';

/** A date that is told with a cause. */
export type DateName = 'cause' | 'lead' | 'win' | 'first-payment';

/** Something that a rule reads: a fact of the cause, what the plan makes of facts, or a running total. */
export type Reading =
  | Readonly<{ measure: Measure }>
  | Readonly<{ attribute: string }>
  | Readonly<{ date: DateName }>
  | Readonly<{ parameter: string }>
  /** What another rule gave for the same cause. */
  | Readonly<{ commission: string }>
  | Readonly<{ counter: string; at: CounterAt }>;

/** The reading as a text: one for each thing that can be read. */
export const readingKey = (reading: Reading): string => {
  if ('measure' in reading) return `measure:${reading.measure}`;
  if ('attribute' in reading) return `attribute:${reading.attribute}`;
  if ('date' in reading) return `date:${reading.date}`;
  if ('parameter' in reading) return `parameter:${reading.parameter}`;
  return 'commission' in reading ? `commission:${reading.commission}` : `counter:${reading.counter}:${reading.at}`;
};

/** Each reading once, in the order of the first time. */
export const distinct = (readings: readonly Reading[]): readonly Reading[] => [
  ...new Map(readings.map((reading) => [readingKey(reading), reading])).values(),
];
