import * as t from 'io-ts';
import { Id } from '../id.ts';

/**
 * Whether the account's partner was credited with the deal (`referrer`), stands one or more levels above the one who
 * was (`upline`, `upline-2` to `upline-9`), or is credited beside the shares in a role (`overlay-specialist`).
 */
export type Beneficiary = 'referrer' | 'upline' | `upline-${number}` | `overlay-${string}`;

const isBeneficiary = (input: unknown): input is Beneficiary =>
  typeof input === 'string' &&
  (/^(?:referrer|upline(?:-[2-9])?)$/.test(input) || (input.startsWith('overlay-') && Id.is(input.slice(8))));

/** {@link Beneficiary} at a boundary. */
export const BeneficiaryCodec = new t.Type<Beneficiary, string>(
  'Beneficiary',
  isBeneficiary,
  (input, context) =>
    isBeneficiary(input)
      ? t.success(input)
      : t.failure(input, context, 'must be referrer, upline, upline-2 to upline-9, or overlay- and a role'),
  t.identity,
);
