/** A digest as its reader goes through it. Texts are plain: nothing in them is markup. */
export type DigestPage = Readonly<{ title: string; period: string; greeting: string; sections: readonly Section[] }>;

/** Things of one kind under their heading. */
export type Section = Readonly<{ heading: string; items: readonly Item[] }>;

/** One thing, what belongs to it, and what somebody wrote about it, by paragraphs. */
export type Item = Readonly<{ text: string; below?: readonly Item[]; words?: readonly string[] }>;
