import { DatabaseError } from 'pg';
import { expect, it } from 'vitest';

import { DriverFailure, type Stage } from '../src/driverFailure.ts';
import { failureOf } from '../src/failureOf.ts';

const serverError = (code: string): DatabaseError => {
  const error = new DatabaseError('as the server says', 0, 'error');
  error.severity = 'ERROR';
  error.code = code;
  error.detail = 'Key (key)=(secret) already exists.';
  return error;
};

it.each([
  ['53100', 'disk full', 'Unavailable'],
  ['53300', 'too many connections', 'Busy'],
  ['40001', 'could not serialize', 'Busy'],
  ['40P01', 'deadlock', 'Busy'],
  ['55P03', 'lock timeout', 'Busy'],
  ['57014', 'statement timeout', 'Busy'],
  ['57P01', 'the server shuts down', 'Unavailable'],
  ['57P03', 'the server starts', 'Unavailable'],
  ['25006', 'a standby', 'Unavailable'],
  ['28P01', 'a wrong password', 'NotALedger'],
  ['28000', 'no such role', 'NotALedger'],
  ['3D000', 'no such database', 'NotALedger'],
  ['42501', 'no right', 'NotALedger'],
  ['42P01', 'no such table', 'NotALedger'],
  ['3F000', 'no such schema', 'NotALedger'],
  ['22003', 'a number out of range', 'InvalidAppend'],
  ['23505', 'a key twice', 'InvalidAppend'],
  ['54000', 'an index row too large', 'InvalidAppend'],
  ['XX001', 'damaged data', 'Corrupt'],
])('%s (%s) is %s at every stage, and shows no values', (code, _, tag) => {
  for (const stage of ['connecting', 'before', 'commits'] satisfies Stage[]) {
    const failure = failureOf(new DriverFailure(stage, serverError(code)));
    if (stage !== 'connecting') expect(failure.reason._tag).toBe(tag);
    expect(failure.message).not.toContain('secret');
  }
});

it('says that the outcome is unknown only when the connection was lost at the end', () => {
  const network = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  const pipe = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  for (const lost of [network, pipe, serverError('57P01'), serverError('08006')]) {
    expect(failureOf(new DriverFailure('commits', lost)).message).toContain('not known');
    expect(failureOf(new DriverFailure('before', lost)).message).toContain('Nothing was written');
  }
  expect(failureOf(new DriverFailure('commits', serverError('53100'))).message).toContain('Nothing was written');
});

it('names the code of an error that has no message', () => {
  const error = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });
  expect(failureOf(new DriverFailure('connecting', error)).message).toContain('ECONNREFUSED');
});

it('never says to try again where only somebody who changes something can help, also while connecting', () => {
  for (const code of ['28P01', '28000', '3D000', '42501'])
    for (const stage of ['connecting', 'before', 'commits'] satisfies Stage[]) {
      const failure = failureOf(new DriverFailure(stage, serverError(code)));
      expect([code, stage, failure.reason]).toEqual([
        code,
        stage,
        { _tag: 'NotALedger', problem: 'as the server says' },
      ]);
      expect(failure.message).toMatch(/Nothing was written\. (Correct|Create|Grant)/);
      expect(failure.message).not.toContain('Try again');
    }
  expect(failureOf(new DriverFailure('connecting', serverError('57P03'))).message).toContain('Try again');
});
