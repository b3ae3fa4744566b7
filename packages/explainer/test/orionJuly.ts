import { orThrow } from '@commission-ledger/ledger';
import { openWorld, payOut, planOf, refund, ruleOf, shared, tiers, type World } from './foilWorld.ts';

/** The July of Orion: three deals, one of them shared, and a refund of what an earlier version of the plan paid. */
export const orionJuly = async (): Promise<Readonly<{ world: World; june: string; july: string }>> => {
  const versions = [1, 2, 3, 4].map((version) =>
    planOf({
      version,
      // The third governs June, the fourth July.
      effectiveFrom: { 1: '2024-01-01', 2: '2025-01-01', 3: '2026-01-01', 4: '2026-07-01' }[version],
      rules: [ruleOf(tiers)],
    }),
  );
  const world = await openWorld(versions);
  await sell(world, { deal: 'D-2088', product: 'Ferro', amount: '30000.00', on: '2026-06-10' });
  const june = await payOut(world, '2026-07-05');
  await sell(world, { deal: 'D-2201', product: 'Helix', amount: '32000.00', on: '2026-07-08' });
  await sell(world, { deal: 'D-2207', product: 'Lumen', amount: '9480.53', on: '2026-07-09' });
  await sell(world, { deal: 'D-2213', product: 'Quarz', amount: '14250.00', on: '2026-07-12', attribution: shared });
  await refund(world, 'D-2088', '3560.00', '2026-07-18');
  return { world, june, july: await payOut(world, '2026-08-05') };
};

/** How the partner is called. */
export const orionName = (partner: string): string | undefined =>
  partner === 'orion' ? 'Orion Consulting' : undefined;

type Sale = Readonly<{
  deal: string;
  product: string;
  amount: string;
  on: string;
  attribution?: typeof shared;
}>;

const sell = async ({ ledger }: World, { deal, product, amount, on, attribution }: Sale): Promise<void> => {
  const sale = { deal, amount: { amount, currency: 'EUR' } };
  await orThrow(
    ledger.winDeal({
      ...sale,
      program: 'resale',
      attribution: attribution ?? [{ partner: 'orion', share: '1' }],
      attributes: { product },
      occurredAt: `${on}T09:00:00Z`,
    }),
  );
  await orThrow(ledger.recordPayment({ ...sale, payment: `${deal}-p`, occurredAt: `${on}T10:00:00Z` }));
};
