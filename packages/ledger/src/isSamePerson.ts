/** What is not seen when a name is read. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Many of their letters are drawn alike. */
const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/**
 * Whether two names may be read as the name of one person: letter case, spaces, how a letter is composed and characters
 * that are not seen make no difference. For rules that take two people: nobody becomes somebody else by another spelling.
 * Where one word mixes Latin, Cyrillic and Greek letters, it may be read as anybody's, so it is never somebody else's. Of
 * a word wholly in another alphabet nobody can say which it imitates: that is another name.
 * Nobody is the same person as no name.
 */
export const isSamePerson = (a: string | null | undefined, b: string | null | undefined): boolean => {
  if (a == null || b == null) return false;
  const [one, other] = [asRead(a), asRead(b)];
  return one === other || mixesAlphabets(one) || mixesAlphabets(other);
};

/** Upper and then lower case leaves one form of letters that have two small ones. */
const asRead = (name: string): string => {
  const seen = name.normalize('NFKC').replace(UNSEEN, '').toUpperCase().toLowerCase();
  return seen.normalize('NFKC').replace(/\s+/gu, ' ').trim();
};

const mixesAlphabets = (name: string): boolean =>
  name.split(/[^\p{L}\p{M}\p{N}]+/u).some((word) => ALPHABETS.filter((alphabet) => alphabet.test(word)).length > 1);
