/** The instant in the form the ledger records, UTC with microseconds, but never before an earlier one in that form. */
export const notBefore = (earlier: string | undefined, epochMs: number): string => {
  const now = `${new Date(epochMs).toISOString().slice(0, -1)}000Z`;
  return earlier !== undefined && now < earlier ? earlier : now;
};
