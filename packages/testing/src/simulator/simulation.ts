/** What to simulate; the same options give the same steps on every machine. */
export type SimulationOptions = Readonly<{
  seed: number;
  /** How many partners there are. */
  partners: number;
  /** How many leads they bring altogether; each makes about ten events. */
  leads: number;
  /** The first month, `YYYY-MM`. */
  from: string;
  /** How many months the program runs. */
  months: number;
}>;

const MINUTE = 60_000;

/** An hour in milliseconds. */
export const HOUR = 60 * MINUTE;

/** A day in milliseconds. */
export const DAY = 24 * HOUR;

/** An id with its number, in the same width for all: `lead-000042`. */
export const numbered = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(6, '0')}`;

/** Cents as an amount of the program's currency. */
export const euros = (cents: number): Readonly<{ amount: string; currency: string }> => ({
  amount: `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
  currency: 'EUR',
});

/** A moment as commands tell it. */
export const moment = (at: number): string => new Date(at).toISOString();
