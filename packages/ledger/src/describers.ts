/** The sentences of one union of refusals, by tag. */
export type Describers<Union extends Readonly<{ _tag: string }>> = Readonly<{
  [Tag in Union['_tag']]: (refusal: Extract<Union, { _tag: Tag }>) => string;
}>;
