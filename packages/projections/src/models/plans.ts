import { CannotApply, type Projection } from '../projection.ts';

/** A published plan version. */
export type PlanVersionDocument = Readonly<{
  plan: string;
  version: number;
  /** The plan document as it was published; the plans package reads it. */
  document: Readonly<Record<string, unknown>>;
  documentHash: string;
  author: string;
  approver: string | null;
  publishedAt: string;
}>;

/** One document for each plan version, the versions of a plan in their order. */
export const plans: Projection<PlanVersionDocument> = {
  name: 'plans',
  version: 1,
  keysOf: (event) => (event.type === 'PlanPublished' ? [planKey(event.data.plan, event.data.version)] : []),
  evolve: (document, event) => {
    if (event.type !== 'PlanPublished') return document;
    const { occurredAt, ...published } = event.data;
    if (document !== undefined) {
      throw new CannotApply(`Version ${published.version} of plan ${published.plan} was published before.`);
    }
    return { ...published, publishedAt: occurredAt };
  },
};

/** The key of a plan version's document; versions are padded so that 10 comes after 9. */
export const planKey = (plan: string, version: number): string => `${plan}/${String(version).padStart(8, '0')}`;
