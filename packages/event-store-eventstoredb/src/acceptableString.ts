import { StoreFailure } from '@commission-ledger/event-store';

/**
 * The connection string, if the client can take it without printing it: the client warns of options that it ignores
 * by quoting the string, password and all, and part of a password with a plain `@` in it becomes a host's name.
 *
 * @throws StoreFailure `NotALedger`; of the string it shows the name of an option at most.
 */
export const acceptableString = (connectionString: string): string => {
  // Cut up as the client does it: what comes before the first `@` is the user.
  const place = connectionString
    .replace(/\/+$/, '')
    .replace(/^[^:]+:\/\//, '')
    .replace(/^[^:]+:[^@]+@/, '');
  const [hosts = ''] = place.split('?', 1);
  if (hosts.includes('@')) throw badString(plainAt);
  for (const [, key = '', value = ''] of place.slice(hosts.length).matchAll(/[?&]([^=]+)=([^&?]+)/gy)) {
    if (isTaken(key, value.trim())) continue;
    // What looks like an option may be the rest of a password.
    if (place.includes('@')) throw badString(plainAt);
    throw badString(
      `the connection string has an option without effect, ${/[\w-]+/.exec(key)?.[0] ?? 'a nameless one'}`,
    );
  }
  return connectionString;
};

/** The failure for a string that is none. */
export const badString = (problem: string): StoreFailure =>
  new StoreFailure(
    { _tag: 'NotALedger', problem },
    `The server cannot be reached: ${problem}. It looks like esdb://user:password@host:2113?tls=true, with special characters percent-encoded.`,
  );

const plainAt = 'the connection string has an @ that is not percent-encoded (%40)';

/** Without a warning. The client tells a key by its letters alone, but for this one. */
const isTaken = (key: string, value: string): boolean => {
  const flat = key.trim().toLowerCase().replaceAll(/[_-]/g, '');
  return (knownOptions.has(flat) && !(flat === 'tlsverifycert' && value === 'false')) || key === 'dnsDiscover';
};

const knownOptions: ReadonlySet<string> = new Set([
  'connectionname',
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'keepaliveinterval',
  'keepalivetimeout',
  'maxdiscoverattempts',
  'nodepreference',
  'throwonappendfailure',
  'tls',
  'tlscafile',
  'tlsverifycert',
  'usercertfile',
  'userkeyfile',
]);
