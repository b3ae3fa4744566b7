/** What is not seen when a name is read. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Whether two names are read as the name of one person: letter case, spaces, how a letter is composed and characters that
 * are not seen make no difference. For rules that take two people: nobody becomes somebody else by another spelling.
 * Nobody is the same person as no name.
 */
export const isSamePerson = (a: string | null | undefined, b: string | null | undefined): boolean =>
  a != null && b != null && asRead(a) === asRead(b);

/** Upper and then lower case leaves one form of letters that have two small ones. */
const asRead = (name: string): string => {
  const seen = name.normalize('NFKC').replace(UNSEEN, '').toUpperCase().toLowerCase();
  return seen.normalize('NFKC').replace(/\s+/gu, ' ').trim();
};
