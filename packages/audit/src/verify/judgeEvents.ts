import type { FoundProblem } from './joinedHistory.ts';
import { type DraftFinding, draft } from './verdictDraft.ts';

/** What the events and their chains say: problems that belong together become one finding, with its class. */
export const judgeEvents = (problems: readonly FoundProblem[]): readonly DraftFinding[] => {
  const inOrder = withoutEchoes(problems).toSorted(inHistoryOrder);
  const swaps = new Set([...swappedPlaces(inOrder), ...outOfOrder(inOrder)]);
  const findings = new Map<string, DraftFinding>();
  for (const problem of inOrder) {
    const { place, cause } = problem;
    const foundClass = swaps.has(problem) ? 'swapped' : classOf(problem);
    const field = cause._tag === 'Misplaced' ? cause.field : '';
    // What runs through a stream is one thing; links break in one place at a time, so each counts for itself.
    const isAlone = cause._tag === 'BrokenLink' && foundClass !== 'swapped';
    const key = isAlone
      ? `${findings.size}`
      : [foundClass, cause._tag, field, foundClass === 'swapped' ? '' : place.stream].join(' ');
    const before = findings.get(key);
    findings.set(key, before ? { ...before, others: before.others + 1 } : draft(foundClass, cause, { place }));
  }
  return joinedSwap([...findings.values()]);
};

/** However the history was divided: what is wrong in one place is told in the order of its names. */
const inHistoryOrder = (one: FoundProblem, other: FoundProblem): number =>
  one.place.index - other.place.index || (one.cause._tag < other.cause._tag ? -1 : 1);

/** An event that is wrong in itself breaks the link to it as well, which says nothing new. */
const withoutEchoes = (problems: readonly FoundProblem[]): readonly FoundProblem[] => {
  const wrong = new Set(problems.filter(({ cause }) => OF_ITSELF.has(cause._tag)).map(({ place }) => place.index));
  return problems.filter(({ place, cause }) => cause._tag !== 'BrokenLink' || !wrong.has(place.index));
};

const OF_ITSELF: ReadonlySet<string> = new Set(['NotAFrame', 'NotCanonical', 'Misplaced', 'Behind']);

/** Pairs whose frames say that each stands where the other does. */
const swappedPlaces = (problems: readonly FoundProblem[]): readonly FoundProblem[] => {
  const byStored = new Map<string, FoundProblem[]>();
  const misplaced = problems.filter(({ cause }) => cause._tag === 'Misplaced');
  for (const problem of misplaced) {
    const { cause } = problem;
    if (cause._tag !== 'Misplaced') continue;
    const key = JSON.stringify([cause.field, cause.stored]);
    byStored.set(key, [...(byStored.get(key) ?? []), problem]);
  }
  return misplaced.filter((problem) => {
    const { cause } = problem;
    if (cause._tag !== 'Misplaced') return false;
    const others = byStored.get(JSON.stringify([cause.field, cause.framed])) ?? [];
    return others.some(
      ({ cause: other, place }) =>
        other._tag === 'Misplaced' &&
        other.framed === cause.stored &&
        (cause.field !== 'revision' || place.stream === problem.place.stream),
    );
  });
};

const fills = (gap: FoundProblem, late: FoundProblem): boolean =>
  gap.cause._tag === 'Missing' &&
  late.cause._tag === 'Behind' &&
  gap.place.stream === late.place.stream &&
  gap.place.index < late.place.index &&
  late.place.revision >= gap.cause.from &&
  late.place.revision < gap.cause.until;

/** Gaps whose events come later, and the events that fill them. */
const outOfOrder = (problems: readonly FoundProblem[]): readonly FoundProblem[] => {
  return problems.flatMap((gap) => {
    const late = problems.filter((each) => fills(gap, each));
    return late.length === 0 ? [] : [gap, ...late];
  });
};

const classOf = ({ cause }: FoundProblem): DraftFinding['class'] => {
  switch (cause._tag) {
    case 'Unprotected':
      return 'unprotected';
    case 'LookupsDiffer':
      return 'two-histories';
    case 'NotAFrame':
    case 'StoreDamaged':
      return 'unreadable';
    case 'Misplaced':
      if (cause.field === 'stream') return 'renamed';
      if (cause.field !== 'revision') return 'edited';
      return Number(cause.framed) > Number(cause.stored) ? 'deleted' : 'inserted';
    case 'Missing':
      return 'deleted';
    case 'Behind':
    case 'SameId':
      return 'inserted';
    case 'NotCanonical':
    case 'BrokenLink':
    case 'LeafDiffers':
    case 'RootDiffers':
      return 'edited';
    case 'LeavesGoOn':
    case 'SealGone':
      return 'tail-truncated';
    case 'FewerBefore':
      return 'deleted';
    case 'EndsEarly':
      return 'rolled-back';
    case 'OtherKey':
      return 're-signed';
    case 'NothingSigned':
    case 'BadNote':
    case 'NoteDiffers':
    case 'NotGrowing':
    case 'KeptNoteUntrusted':
      return 'bad-seal';
  }
};

/** An out-of-order event and the gap it left are one swap: the gap, which comes first, stands for both. */
const joinedSwap = (findings: readonly DraftFinding[]): readonly DraftFinding[] => {
  const [gap, late] = (['Missing', 'Behind'] as const).map((tag) =>
    findings.find((each) => each.class === 'swapped' && each.cause._tag === tag),
  );
  if (gap === undefined || late === undefined) return findings;
  return findings
    .filter((each) => each !== late)
    .map((each) => (each === gap ? { ...gap, others: gap.others + late.others + 1 } : each));
};
