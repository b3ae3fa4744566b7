import { StoreFailure } from '@commission-ledger/event-store';

import type { Connection, Driver, Engine } from './driver.ts';

/**
 * The driver that comes with the runtime (Node 22.13 and later), or else the optional package `libsql`.
 *
 * @param engine insists on one of the two.
 * @throws StoreFailure `Unavailable` when there is none.
 */
export const loadDriver = async (engine?: Engine): Promise<Driver> => {
  const driver =
    (engine === 'libsql' ? undefined : builtIn()) ?? (engine === 'node:sqlite' ? undefined : await libsql());
  if (driver) return driver;
  const message =
    engine === undefined
      ? 'There is no SQLite here. Use Node 22.13 or later, or add the package libsql.'
      : `The engine ${engine} is not there. Leave the choice of engine to the store, or install it.`;
  throw new StoreFailure({ _tag: 'Unavailable', cause: undefined }, message);
};

type Constructor = new (path: string) => Connection;

const builtIn = (): Driver | undefined => {
  const module = process.getBuiltinModule('node:sqlite');
  return driverOf('node:sqlite', module && 'DatabaseSync' in module ? module.DatabaseSync : undefined);
};

const libsql = async (): Promise<Driver | undefined> => {
  try {
    const { default: Database } = await import('libsql');
    return driverOf('libsql', Database);
  } catch {
    return undefined; // an optional dependency: not installed, or not built for this machine
  }
};

const driverOf = (engine: Engine, constructor: unknown): Driver | undefined =>
  isConstructor(constructor) ? { engine, open: (path) => new constructor(path) } : undefined;

/** Both drivers look alike inside; the conformance kit runs on both. */
const isConstructor = (value: unknown): value is Constructor => typeof value === 'function';
