import type { Placed } from './parseFrame.ts';

/** An event as the store returns it. */
export type StoredFrame = Placed & Readonly<{ position: bigint; body: string }>;
