import { createLedger } from '@commission-ledger/ledger';
import type { EvidenceRequest } from '../../src/index.ts';
import {
  asked,
  packOf,
  readModelsOf,
  recorded,
  right,
  sealAt,
  simulated,
  type Unpacked,
} from '../evidence/evidenceWorld.ts';

/** A history with two seals, and an event that is in neither. */
const history = async () => {
  const store = await simulated({ partners: 3, leads: 36, months: 4 });
  await sealAt(store, '2025-06-20T00:00:00Z');
  for (const [subject, at, sealed] of [
    ['s-1', '2025-06-21T00:00:00Z', true],
    ['s-2', '2025-06-23T00:00:00Z', false],
  ] as const) {
    const ledger = createLedger({ store, clock: () => Date.parse(at), actor: 'ann' });
    right(await ledger.recordErasure({ subject, reason: 'asked by the person', by: 'ann' }));
    if (sealed) await sealAt(store, '2025-06-22T00:00:00Z');
  }
  return store;
};

/** Packs of one history, by what they are. */
export const samplePacks = async (): Promise<
  Readonly<Record<'whole' | 'scoped' | 'accruals' | 'period', Unpacked>>
> => {
  const store = await history();
  const request: EvidenceRequest = {
    ...asked(store, await readModelsOf(store)),
    extras: [{ path: 'journal/all.journal', content: [Buffer.from('; nothing\n')] }],
  };
  const scope = { kind: 'partners' as const, program: 'simulated', partners: ['partner-000001'] };
  const samples = { what: 'accruals' as const, method: 'monetary-unit' as const, seed: 'audit 2025', size: 4 };
  return {
    whole: await packOf(request),
    scoped: await packOf({ ...request, scope }),
    accruals: await packOf({ ...request, samples }),
    // It begins and ends within months.
    period: await packOf({
      ...request,
      period: { from: recorded('2025-03-12T00:00:00.000000Z'), until: recorded('2025-04-20T00:00:00.000000Z') },
    }),
  };
};
