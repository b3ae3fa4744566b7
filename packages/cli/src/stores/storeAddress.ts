import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandFailed, exitCode } from '../exitCode.ts';

/** Where a history is. */
export type StoreAddress =
  | Readonly<{ kind: 'memory' }>
  | Readonly<{ kind: 'sqlite'; path: string }>
  /** `streamPrefix` keeps several ledgers on one server apart. */
  | Readonly<{ kind: 'eventstoredb'; connectionString: string; streamPrefix?: string }>;

/** Where read models are. */
export type ReadModelsAddress =
  | Readonly<{ kind: 'memory' }>
  | Readonly<{ kind: 'sqlite'; path: string }>
  | Readonly<{ kind: 'postgres'; connectionString: string; schema?: string }>;

const eventStoreDb = /^(?:esdb|kurrentdb|kurrent|kdb)(?:\+discover)?:\/\//;
const postgres = /^postgres(?:ql)?:\/\//;

/**
 * What somebody wrote for a store: `memory:`, `sqlite:PATH`, or a connection string of EventStoreDB or KurrentDB, to
 * which `streamPrefix=…` may be added. Ends the command when it is none of these.
 */
export const storeAddress = (written: string): StoreAddress => {
  const file = memoryOrFile(written);
  if (file) return file;
  if (!eventStoreDb.test(written)) {
    throw new CommandFailed(
      `'${shownAddress(written)}' is no store. Give memory: or sqlite:PATH, such as sqlite:ledger.db, or a connection string of EventStoreDB, such as esdb://localhost:2113?tls=false.`,
      exitCode.usage,
    );
  }
  const { rest, value } = withoutParameter(written, 'streamPrefix');
  return { kind: 'eventstoredb', connectionString: rest, ...(value !== undefined && { streamPrefix: value }) };
};

/** The same for read models: `memory:`, `sqlite:PATH` or `postgres://…`, to which `schema=…` may be added. */
export const readModelsAddress = (written: string): ReadModelsAddress => {
  const file = memoryOrFile(written);
  if (file) return file;
  if (!postgres.test(written)) {
    throw new CommandFailed(
      `'${shownAddress(written)}' is no place for read models. Give memory:, sqlite:PATH or postgres://….`,
      exitCode.usage,
    );
  }
  const { rest, value } = withoutParameter(written, 'schema');
  return { kind: 'postgres', connectionString: rest, ...(value !== undefined && { schema: value }) };
};

/** The same, with the prefix that tells one ledger on a server from another. The address must be one of a store. */
export const shownStore = (written: string): string => {
  const address = storeAddress(written);
  const prefix = address.kind === 'eventstoredb' ? address.streamPrefix : undefined;
  // What is cut off with the settings may be half of a password: then the prefix may be the other half.
  if (prefix === undefined || written.slice(written.indexOf('?')).includes('@')) return shownAddress(written);
  return `${shownAddress(written)}?streamPrefix=${prefix}`;
};

/** Whether two addresses lead to the same history, as far as they tell: servers have many names. */
export const isSameStore = (one: StoreAddress, other: StoreAddress): boolean => {
  if (one.kind === 'sqlite' && other.kind === 'sqlite') return isSameFile(one.path, other.path);
  if (one.kind !== 'eventstoredb' || other.kind !== 'eventstoredb') return false;
  if (one.streamPrefix !== other.streamPrefix) return false;
  const hosts = hostsOf(one.connectionString);
  return hostsOf(other.connectionString).some((host) => hosts.includes(host));
};

const isSameFile = (one: string, other: string): boolean => {
  if (resolve(one) === resolve(other)) return true;
  const [here, there] = [one, other].map(statusOf);
  return here !== undefined && there !== undefined && here.dev === there.dev && here.ino === there.ino;
};

/** What cannot be looked at is none; whoever opens it says why. */
const statusOf = (path: string) => {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
};

/** Nodes of one cluster have the same history, so one in common is enough. */
const hostsOf = (connectionString: string): readonly string[] => {
  const [, place = ''] = /^[^:]*:\/\/(?:[^@]*@)?([^/?]*)/.exec(connectionString) ?? [];
  return place.split(',').map((host) => (/:\d+$/.test(host) ? host : `${host}:2113`).toLowerCase());
};

/** An address as it may be shown: without user, password and settings, however wrongly they are written. */
export const shownAddress = (written: string): string => {
  if (written === 'memory:' || written.startsWith('sqlite:')) return written;
  const [, scheme, place = '', rest = ''] = /^([a-z+]{1,20}:\/\/)([^/?#]*)(.*)$/s.exec(written) ?? [];
  if (scheme === undefined) return '…';
  // With an @ further on, what looks like the place may be half of a password.
  if (rest.includes('@')) return `${scheme}…`;
  return scheme + (/[\w.:,[\]-]*$/.exec(place)?.[0] ?? '');
};

const memoryOrFile = (written: string) => {
  if (written === 'memory:') return { kind: 'memory' } as const;
  const path = written.startsWith('sqlite:') ? written.slice('sqlite:'.length) : '';
  return path === '' ? undefined : ({ kind: 'sqlite', path } as const);
};

/**
 * Takes one of our own settings out of a connection string; the driver would not know it. Its letter case is as free as
 * that of the client's own settings: one that was overlooked would lead to another ledger.
 */
const withoutParameter = (written: string, name: string): Readonly<{ rest: string; value: string | undefined }> => {
  const start = written.indexOf('?');
  if (start < 0) return { rest: written, value: undefined };
  const settings = written.slice(start + 1).split('&');
  const isOurs = (setting: string): boolean => setting.split('=')[0]?.trim().toLowerCase() === name.toLowerCase();
  const [ours, another] = settings.filter(isOurs);
  if (ours === undefined) return { rest: written, value: undefined };
  const value = ours.split('=').slice(1).join('=').trim();
  if (another !== undefined || value === '') {
    const problem = another === undefined ? 'has no value' : 'is given twice';
    throw new CommandFailed(
      `${name} ${problem} in the address ${shownAddress(written)}. Give it once, with a value, or leave it out.`,
      exitCode.usage,
    );
  }
  const others = settings.filter((setting) => !isOurs(setting)).join('&');
  return { rest: written.slice(0, start) + (others === '' ? '' : `?${others}`), value };
};
