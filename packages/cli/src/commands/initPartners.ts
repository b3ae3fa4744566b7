import type { Ledger, Recorded } from '@commission-ledger/ledger';
import { CommandFailed, exitCode } from '../exitCode.ts';
import type { Session } from '../session.ts';
import { valueOf } from '../session.ts';

type Enrolment = Parameters<Ledger['enrolPartner']>[0];
type TaxStatus = Parameters<Ledger['recordTaxStatus']>[0];

/**
 * A partner in the program file: who it is, the plans it is in (from when on, and optionally the version it keeps and
 * its own numbers), and its tax statuses. A partner that joined before, such as by an import, needs no name.
 */
export type PartnerSettings = Readonly<{
  partner: string;
  name?: string;
  foreignKey?: string;
  occurredAt?: string;
  enrolments?: readonly Omit<Enrolment, 'partner' | 'program'>[];
  taxStatuses?: readonly Omit<TaxStatus, 'partner'>[];
}>;

/** Records what the program file says of its partners; what is known already is written no second time. */
export const initPartners = async (
  { ledger }: Pick<Session, 'ledger'>,
  program: string,
  partners: readonly PartnerSettings[],
): Promise<readonly Recorded[]> => {
  const recorded: Recorded[] = [];
  for (const { enrolments = [], taxStatuses = [], name, ...who } of partners) {
    const { partner, occurredAt } = who;
    const told = occurredAt === undefined ? {} : { occurredAt };
    if (name !== undefined) recorded.push(valueOf(await ledger.joinPartner({ ...who, name })));
    for (const enrolment of enrolments)
      recorded.push(valueOf(await ledger.enrolPartner({ ...told, ...enrolment, partner, program })));
    for (const status of taxStatuses)
      recorded.push(valueOf(await ledger.recordTaxStatus({ ...told, ...status, partner })));
  }
  return recorded;
};

/** The partners of a program file. What is in each of them the ledger checks, field by field. */
export const partnersIn = (file: string, written: unknown): readonly PartnerSettings[] => {
  if (written === undefined) return [];
  if (Array.isArray(written) && written.every(isPartner)) return written;
  throw new CommandFailed(
    `In ${file}, partners must be a list like [{"partner":"ada","name":"Ada","enrolments":[{"plan":"standard","from":"2026-01-01"}],"taxStatuses":[]}].`,
    exitCode.usage,
  );
};

const FIELDS: ReadonlySet<string> = new Set([
  'partner',
  'name',
  'foreignKey',
  'occurredAt',
  'enrolments',
  'taxStatuses',
] satisfies readonly (keyof PartnerSettings)[]);

const isPartner = (written: unknown): written is PartnerSettings =>
  isRecord(written) &&
  Object.keys(written).every((field) => FIELDS.has(field)) &&
  typeof written['partner'] === 'string' &&
  [written['enrolments'] ?? [], written['taxStatuses'] ?? []].every(isListOfRecords);

const isListOfRecords = (written: unknown): boolean => Array.isArray(written) && written.every(isRecord);

const isRecord = (written: unknown): written is Readonly<Record<string, unknown>> =>
  typeof written === 'object' && written !== null && !Array.isArray(written);
