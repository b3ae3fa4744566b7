import { roundNode, sub, sum, type Node } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from '../../reading/sources.ts';
import { lessOf, together, type Alternative, type Change } from './change.ts';
import type { ReadLine } from './lineReadings.ts';
import { rankOf, type MisreadingKind, type Otherwise } from './misreading.ts';
import { ruleReadings } from './ruleReadings.ts';

/** Readings of one line, each made on what those before it gave. */
type Path = readonly [Otherwise, ...Otherwise[]];

/** Everything that may be otherwise about the lines of an amount: each line by itself, and all that can be misread alike. */
export const alternativesOf = (lines: readonly ReadLine[]): readonly Alternative[] => {
  const single = lines.flatMap((line, slot) =>
    line.readings.flatMap((reading) =>
      alternative(line, slot, [reading]).map((made): One => ({ reading, slot, made })),
    ),
  );
  const affected = new Map<string, number>();
  for (const { reading } of single) affected.set(keyOf(reading), (affected.get(keyOf(reading)) ?? 0) + 1);
  const alone = single.filter(({ reading }) => !isSystematic(reading) || affected.get(keyOf(reading)) === 1);
  return [...alone.map(({ made }) => made), ...alike(single), ...roundedOnce(lines)];
};

/** One misreading of one line. */
type One = Readonly<{ reading: Otherwise; slot: number; made: Alternative }>;

const keyOf = ({ kind, as }: Otherwise): string => `${kind} ${as}`;

/** Whoever rounds in another way does so in every line: a cent here and there would make any figure come out. */
const isSystematic = ({ kind }: Otherwise): boolean => kind === 'rounded-otherwise' || kind === 'converted-late';

/**
 * Several misreadings of one and the same line, of different kinds: of two or three facts, or of a fact and of what the
 * rules make of it, or of the rules.
 */
export const combinedOnLine = async (lines: readonly ReadLine[]): Answer<readonly Alternative[]> => {
  const found: Alternative[] = [];
  for (const [slot, line] of lines.entries()) {
    const several = await line.several();
    if (E.isLeft(several)) return several;
    for (const path of [...pathsOf(line), ...several.right]) found.push(...alternative(line, slot, path));
  }
  return E.right(found);
};

const pathsOf = ({ readings, plan }: ReadLine): readonly Path[] => {
  if (plan === undefined) return [];
  return readings.flatMap((first) => {
    if (first.root === undefined) return [];
    const under = first.applied?.plan ?? plan.plan;
    return ruleReadings(first.root, under).flatMap((second): readonly Path[] =>
      isSystematic(first) ||
      isSystematic(second) ||
      second.kind === first.kind ||
      isTheSameOtherWay(first, second, readings)
        ? []
        : [[first, second]],
    );
  });
};

/** Two readings of the rules can be made in either order: only one of them is offered. */
const isTheSameOtherWay = (first: Otherwise, second: Otherwise, readings: readonly Otherwise[]): boolean => {
  const isOfRules =
    readings.some(({ kind, as }) => kind === second.kind && as === second.as) && ruleKinds.has(first.kind);
  return isOfRules && rankOf(first.kind) > rankOf(second.kind);
};

const ruleKinds: ReadonlySet<MisreadingKind> = new Set<MisreadingKind>([
  'top-tier',
  'first-tier',
  'other-tier',
  'other-rate',
  'override-added',
  'limit-ignored',
  'parts-ignored',
  'slab-by-parts',
  'catch-up-forgotten',
  'already-forgotten',
]);

/** What is too large to be added up without loss is not looked for. */
const largest = 2 ** 50;

/** A node as whole minor units; what is not rounded yet, undefined. */
export const minorOf = ({ value }: Node): number | undefined => {
  if (value._tag !== 'money') return undefined;
  const minor = Number(value.money.minor);
  return Math.abs(minor) < largest ? minor : undefined;
};

const alternative = (line: ReadLine, slot: number, path: Path): readonly Alternative[] => {
  const ours = minorOf(line.root);
  const last = path.at(-1)?.root;
  const theirs = last === undefined ? 0 : minorOf(last);
  if (ours === undefined || theirs === undefined || ours === theirs) return [];
  if (path.length > 1 && path.slice(0, -1).some(({ root }) => root !== undefined && minorOf(root) === theirs))
    return [];
  const rank = path.reduce((total, { kind }) => total + rankOf(kind), 0);
  const { deal } = line;
  const rates = path.flatMap(({ kind, as }) => (deal !== undefined && ofRates.has(kind) ? [{ deal, rate: as }] : []));
  return [
    {
      slots: [slot],
      cost: path.length,
      delta: theirs - ours,
      rank,
      changes: changesOf(line, path),
      ...(rates.length === 0 ? {} : { rates }),
    },
  ];
};

/** Readings that take another of the plan's rates; what is read is which. */
const ofRates: ReadonlySet<MisreadingKind> = new Set<MisreadingKind>([
  'top-tier',
  'first-tier',
  'other-tier',
  'other-rate',
]);

const changesOf = ({ label, root: ours }: ReadLine, path: Path): readonly Change[] =>
  path.map(({ kind, root, said, decidedBy, applied }, index): Change => {
    const before = index === 0 ? ours : path[index - 1]?.root;
    return {
      kind,
      tell: () =>
        Promise.resolve(
          E.right({
            effect: lessOf(before ?? ours, root),
            said: said(label),
            decidedBy,
            ...(applied === undefined ? {} : { applied }),
          }),
        ),
    };
  });

/** All lines that can be misread in the same way, misread so: one misunderstanding, however many lines. */
const alike = (single: readonly One[]): readonly Alternative[] => {
  const groups = new Map<string, Map<number, Alternative | 'several'>>();
  for (const { reading, slot, made } of single) {
    for (const key of keysOf(reading)) {
      const group = groups.get(key) ?? new Map<number, Alternative | 'several'>();
      groups.set(key, group.set(slot, group.has(slot) ? 'several' : made));
    }
  }
  const found = [...groups.values()].flatMap((group): readonly Alternative[] => {
    const members = [...group.values()].flatMap((member) => (member === 'several' ? [] : [member]));
    return members.length < group.size || members.length < 2 ? [] : groupOf(members);
  });
  return withoutDoubles(found);
};

const groupOf = (members: readonly Alternative[]): readonly Alternative[] => {
  const [first] = members;
  const delta = members.reduce((total, member) => total + member.delta, 0);
  if (first === undefined || delta === 0 || Math.abs(delta) >= largest) return [];
  const [kind] = first.changes.map((change) => change.kind);
  if (kind === undefined) return [];
  const changes = [
    together(
      kind,
      members.flatMap((member) => member.changes),
    ),
  ];
  const rates = members.flatMap((member) => member.rates ?? []);
  const slots = members.flatMap((member) => member.slots);
  return [{ slots, cost: 1, delta, rank: first.rank, changes, ...(rates.length === 0 ? {} : { rates }) }];
};

const withoutDoubles = (found: readonly Alternative[]): readonly Alternative[] => {
  const seen = new Set<string>();
  return found.filter(({ slots, delta, rank }) => {
    const key = `${rank} ${delta} ${slots.join()}`;
    return !seen.has(key) && seen.add(key);
  });
};

/** What makes readings of two lines one misunderstanding. A deal is forgotten with all its lines, not with those of others. */
const keysOf = (reading: Otherwise): readonly string[] => {
  const { kind } = reading;
  switch (kind) {
    case 'deal-forgotten':
    case 'other-rate':
    case 'other-tier':
    case 'override-added':
    case 'rounded-otherwise':
    case 'other-version':
    case 'other-day':
      return [keyOf(reading)];
    case 'refund-forgotten':
    case 'refund-twice':
    case 'before-deductions':
    case 'split-ignored':
    case 'top-tier':
    case 'first-tier':
    case 'charges-forgotten':
    case 'correction-forgotten':
    case 'true-up-forgotten':
    case 'limit-ignored':
    case 'not-yet-payable':
    case 'other-payout':
    case 'on-hold':
    case 'slab-by-parts':
    case 'catch-up-forgotten':
    case 'already-forgotten':
    case 'parts-ignored':
    case 'draw-ignored':
    case 'entry-forgotten':
    case 'rounded-once':
    case 'converted-late':
    case 'charges-added':
      return [kind, keyOf(reading)];
  }
};

/** Commission added up before it is rounded, and rounded once at the end. */
const roundedOnce = (lines: readonly ReadLine[]): readonly Alternative[] => {
  const rounded = lines.flatMap(({ root }, slot) => {
    const round = root.kind === 'choice' ? root.taken : root;
    return round.kind === 'round' && minorOf(root) !== undefined ? [{ slot, root, round }] : [];
  });
  const [first] = rounded;
  if (first === undefined || rounded.length < 2) return [];
  const exact = sum(rounded.map(({ round }) => round.arg));
  const theirs = roundNode(exact, first.round.mode);
  const effect = sub(sum(rounded.map(({ root }) => root)), theirs);
  const minor = minorOf(effect);
  if (minor === undefined || minor === 0) return [];
  const told = { effect, said: { key: 'foilRoundedOnce', holes: {} }, decidedBy: [] } as const;
  const change: Change = { kind: 'rounded-once', tell: () => Promise.resolve(E.right(told)) };
  return [
    { slots: rounded.map(({ slot }) => slot), cost: 1, delta: -minor, rank: rankOf('rounded-once'), changes: [change] },
  ];
};
