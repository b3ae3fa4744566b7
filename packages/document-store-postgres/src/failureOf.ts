import { StoreFailure } from '@commission-ledger/event-store';

import { type DriverFailure, isCollision, isLost } from './driverFailure.ts';

/**
 * The failure that the caller sees for an error of the driver. Messages name no password, no key and no document:
 * the server repeats values only in fields that are not passed on.
 *
 * Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export const failureOf = (failure: DriverFailure): StoreFailure => {
  const { message: said, stage, sqlState = '' } = failure;
  if (stage === 'commits' && isLost(failure)) {
    const whatNext = 'It is not known whether the change was written. Read the checkpoint, then go on from there.';
    return unavailable(failure, `The connection to PostgreSQL was lost (${said}). ${whatNext}`);
  }
  if (isBusy(failure)) {
    return new StoreFailure({ _tag: 'Busy' }, `PostgreSQL is busy (${said}); nothing was written. Try again.`);
  }
  const forbidden = adviceFor(sqlState);
  if (forbidden !== undefined) {
    return new StoreFailure(
      { _tag: 'NotALedger', problem: said },
      `${forbidden[0]} (${said}). Nothing was written. ${forbidden[1]}`,
    );
  }
  if (stage === 'connecting') {
    return unavailable(failure, `PostgreSQL cannot be reached (${said}). Nothing was written. Try again.`);
  }
  if (isLost(failure)) {
    return unavailable(failure, `The connection to PostgreSQL was lost (${said}). Nothing was written. Try again.`);
  }
  const group = sqlState.slice(0, 2);
  if (group === '42' || group === '3F') return notALedger(`its tables are not those of this release (${said})`);
  if (group === '22' || group === '23' || group === '54') {
    const problem = `cannot be stored by PostgreSQL (error ${sqlState})`;
    return new StoreFailure({ _tag: 'InvalidAppend', problem }, `Nothing was stored: the batch ${problem}.`);
  }
  if (group === 'XX') {
    return new StoreFailure({ _tag: 'Corrupt', problem: said }, `PostgreSQL is damaged (${said}). Ask its operator.`);
  }
  return unavailable(failure, `PostgreSQL cannot do it (${said}). Nothing was written.`);
};

/** What is wrong and what to do where no waiting helps: somebody must change the connection string or the server. */
const adviceFor = (sqlState: string): readonly [string, string] | undefined => {
  if (sqlState.startsWith('28'))
    return [
      'PostgreSQL does not let this user in',
      'Correct the user or the password, or let the user in (pg_hba.conf).',
    ];
  if (sqlState === '3D000')
    return ['PostgreSQL does not have the database', 'Create it, or correct its name in the connection string.'];
  if (sqlState === '42501') return ['PostgreSQL does not allow it', 'Grant the right to the role.'];
  return undefined;
};

/** Collisions that did not end, a lock or a statement that took too long, too many connections. */
const isBusy = (failure: DriverFailure): boolean =>
  isCollision(failure) || ['55P03', '57014', '53300'].includes(failure.sqlState ?? '');

const unavailable = ({ cause }: DriverFailure, message: string): StoreFailure =>
  new StoreFailure({ _tag: 'Unavailable', cause }, message);

/** The schema belongs to something else, or to a newer release. */
export const notALedger = (problem: string): StoreFailure =>
  new StoreFailure({ _tag: 'NotALedger', problem }, `The schema cannot be used here: ${problem}.`);

/** Somebody has ended the connections on purpose. */
export const storeClosed = (): StoreFailure =>
  new StoreFailure({ _tag: 'StoreClosed' }, 'The document store is closed. Open it again first.');
