export * from './eraseSubject.ts';
export * from './fileVault.ts';
export * from './memoryVault.ts';
export * from './protectProspect.ts';
export type { RandomBytes } from './randomBytes.ts';
export * from './revealProspect.ts';
export * from './vault.ts';
export * from './vaultFailure.ts';
