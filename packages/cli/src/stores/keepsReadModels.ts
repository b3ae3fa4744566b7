import type { GlobalOptions } from '../session.ts';
import { readModelsAddress, storeAddress } from './storeAddress.ts';

/** Whether what a command builds is there for the next one. */
export const keepsReadModels = ({ store, readModels }: Pick<GlobalOptions, 'store' | 'readModels'>): boolean =>
  readModels === undefined ? storeAddress(store).kind === 'sqlite' : readModelsAddress(readModels).kind !== 'memory';
