import { hashOf } from './frame.ts';
import { type FrameTail, frameTail } from './frameTail.ts';
import type { StoredFrame } from './storedFrame.ts';

/** A stored event with what was found out about its bytes, so that who verifies it and then reads it hashes it once. */
export class HashedFrame implements StoredFrame {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly position: bigint;
  readonly body: string;
  // Private, so that no store can claim them.
  readonly #hash: string;
  readonly #tail: FrameTail | undefined;

  /** Hashes it, and reads its end. */
  constructor(stored: StoredFrame) {
    this.stream = stored.stream;
    this.revision = stored.revision;
    this.id = stored.id;
    this.type = stored.type;
    this.position = stored.position;
    this.body = stored.body;
    this.#hash = hashOf(stored.body);
    this.#tail = frameTail(stored);
  }

  /** SHA-256 over the UTF-8 bytes of the body, hexadecimal. */
  get hash(): string {
    return this.#hash;
  }

  /** What the end of the frame says; `undefined` when the body does not end as a frame of this event does. */
  get tail(): FrameTail | undefined {
    return this.#tail;
  }

  /** {@link hashOf} of any stored event. */
  static hashOf(stored: Readonly<{ body: string }>): string {
    return #hash in stored ? stored.#hash : hashOf(stored.body);
  }

  /** {@link frameTail} of any stored event. */
  static tailOf(stored: StoredFrame): FrameTail | undefined {
    return #tail in stored ? stored.#tail : frameTail(stored);
  }
}
