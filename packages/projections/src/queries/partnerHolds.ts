import { startOfDay, type TimeZone } from '@commission-ledger/calendar';
import type { DocumentStore } from '../documentStore.ts';
import { type AccrualHoldsDocument, accrualHolds, type HoldStep } from '../models/accrualHolds.ts';
import type { EntryKind } from '../models/entries.ts';
import { eachDocument } from '../readDocuments.ts';
import { belongingTo } from './disputedEntries.ts';
import { dateIn } from './documentValues.ts';
import { recordedForm } from './recordedWindow.ts';

/** The holds on the accruals of a partner in a program, now over or not, by accrual. */
export type PartnerHolds = ReadonlyMap<string, readonly HoldStep[]>;

/** Reads every accrual of the partner that was ever held. */
export const partnerHolds = async (
  documents: DocumentStore,
  { program, partner }: Readonly<{ program: string; partner: string }>,
): Promise<PartnerHolds> => {
  const found: AccrualHoldsDocument[] = [];
  for await (const held of eachDocument(documents, accrualHolds, { prefix: `${program}/${partner}/` }))
    found.push(held);
  return new Map(found.map(({ accrual, steps }) => [accrual, steps]));
};

/** Whether anybody holds after everything that was recorded up to a moment, in the form in which it is recorded. */
export const isHeldAt = (steps: readonly HoldStep[], recordedAt: string): boolean => {
  const holders = new Set<string>();
  for (const { holder, isHeld, recordedAt: at } of steps) {
    if (at > recordedAt) break;
    if (isHeld) holders.add(holder);
    else holders.delete(holder);
  }
  return holders.size > 0;
};

/** An entry as far as it says when it can be paid. */
export type Maturing = Readonly<{ kind: EntryKind; entry: string; maturesOn: string; recordedAt: string }>;

/**
 * When an entry could first be paid, in the form in which moments are recorded: its day has come, it is known, and no
 * dispute keeps it out; `null` while one does.
 */
export const payableSince = (
  { maturesOn, recordedAt }: Maturing,
  holds: readonly HoldStep[],
  zone: TimeZone,
): string | null => {
  const due = recordedForm(startOfDay(dateIn(maturesOn), zone));
  const since = due > recordedAt ? due : recordedAt;
  if (!isHeldAt(holds, since)) return since;
  return holds.find(({ recordedAt: at }) => at > since && !isHeldAt(holds, at))?.recordedAt ?? null;
};

/** An entry that belongs to accruals that were held, and every hold on any of them in the order recorded. */
export type HeldEntry = Readonly<{ kind: EntryKind; entry: string; maturesOn: string; holds: readonly HoldStep[] }>;

/** Everything that belongs to accruals that were held: they, what was taken back of them, and what was trued up. */
export const heldEntries = async (
  documents: DocumentStore,
  holds: PartnerHolds,
): Promise<ReadonlyMap<string, HeldEntry>> => {
  const found = new Map<string, HeldEntry>();
  for (const [accrual, steps] of holds) {
    const own = steps.map((step) => ({ ...step, holder: `${accrual}/${step.holder}` }));
    for (const { kind, entry, maturesOn } of await belongingTo(documents, accrual)) {
      const others = found.get(`${kind}/${entry}`)?.holds ?? [];
      found.set(`${kind}/${entry}`, { kind, entry, maturesOn, holds: [...others, ...own].toSorted(asRecorded) });
    }
  }
  return found;
};

const asRecorded = (a: HoldStep, b: HoldStep): number => (a.recordedAt < b.recordedAt ? -1 : 1);
