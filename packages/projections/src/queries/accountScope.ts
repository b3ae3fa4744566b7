/** Which accounts: all, those of a program, those of a partner, or both. */
export type AccountScope = Readonly<{ program?: string; partner?: string }>;

/** Whose account a row is about. */
export type AccountRow = Readonly<{
  program: string;
  programName: string;
  partner: string;
  partnerName: string;
  currency: string;
}>;
