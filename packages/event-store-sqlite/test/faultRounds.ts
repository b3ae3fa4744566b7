/** How often a storm of faults is repeated: few by default, more for a night of it. */
export const faultRounds = Number(process.env['COMMISSION_LEDGER_FAULT_ROUNDS'] ?? 4);

/** The seed of a storm: the same in every run of the suite, another one on demand; printed with a failure. */
export const faultSeed = Number(process.env['COMMISSION_LEDGER_FAULT_SEED'] ?? 20_261_122);

/** A small linear congruential generator, of numbers from 0 up to 1. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
};
