/** Something about a file that its owner should know. */
export type SqliteFinding = Readonly<{
  /** `error`: what is there cannot be trusted or used. `warning`: it may come to that. `note`: good to know. */
  severity: 'error' | 'warning' | 'note';
  /** What was looked at, such as `integrity` or `disk`: a word for programs. */
  check: string;
  /** One sentence for what was found. */
  problem: string;
  /** What to do about it. */
  advice: string;
}>;

/** Shorthands for the three severities. */
export const finding = {
  error: (check: string, problem: string, advice: string): SqliteFinding => ({
    severity: 'error',
    check,
    problem,
    advice,
  }),
  warning: (check: string, problem: string, advice: string): SqliteFinding => ({
    severity: 'warning',
    check,
    problem,
    advice,
  }),
  note: (check: string, problem: string, advice: string): SqliteFinding => ({
    severity: 'note',
    check,
    problem,
    advice,
  }),
} as const;
