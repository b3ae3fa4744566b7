import { checkStreamName } from './checkAppend.ts';
import type { ReadAllOptions, ReadStreamOptions } from './eventStore.ts';
import { StoreFailure } from './storeFailure.ts';

/**
 * Refuses a read of a stream with a bad name, start or limit.
 *
 * @throws StoreFailure `InvalidAppend` for the name, `InvalidRead` for the rest.
 */
export const checkReadStream = (stream: string, { from, limit }: ReadStreamOptions): void => {
  checkStreamName(stream);
  if (from !== undefined && !isWhole(from, 0)) throw invalid(`from ${from} is no whole number from 0 up`);
  if (limit !== undefined && !isWhole(limit, 1)) throw invalid(`the limit ${limit} is no whole number from 1 up`);
};

/** Refuses a page without a sensible size or start. @throws StoreFailure `InvalidRead`. */
export const checkReadAll = ({ after, limit }: ReadAllOptions): void => {
  if (!isWhole(limit, 1)) throw invalid(`the limit ${limit} is no whole number from 1 up`);
  checkPosition(after);
};

/** Refuses what is no position. @throws StoreFailure `InvalidRead`. */
export const checkPosition = (after: bigint | undefined): void => {
  if (after === undefined || (typeof after === 'bigint' && after >= 0n)) return;
  throw invalid(`after ${String(after)} is no position`);
};

const isWhole = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;

const invalid = (problem: string): StoreFailure =>
  new StoreFailure({ _tag: 'InvalidRead', problem }, `Nothing was read: ${problem}.`);
