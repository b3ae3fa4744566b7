import { type DraftFinding, draft } from './verdictDraft.ts';

/** What a store that is a file gave when its ways of looking events up were held against each other. */
export type FileExamination = Readonly<{
  /** What it says of each difference, the first first. Empty where every event is found in every way. */
  problems: readonly string[];
  /** Triggers and indexes in it that the store did not make, by name. They may be harmless. */
  foreignTriggers: readonly string[];
  foreignIndexes: readonly string[];
}>;

/** The differences as one finding: one lookup that is wrong makes many events differ. */
export const twoHistories = ({ problems }: FileExamination): readonly DraftFinding[] => {
  const [problem] = problems;
  return problem === undefined
    ? []
    : [draft('two-histories', { _tag: 'LookupsDiffer', problem }, { others: problems.length - 1 })];
};
