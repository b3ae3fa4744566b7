import { hash } from 'node:crypto';

/** Writes 64 bits of an event's id, in two halves. Ids are hashes themselves, so any of their digits will do. */
export const idMark = (id: string, marks: Uint32Array, at: number): void => {
  if (id.length === UUID_LENGTH && id[8] === '-' && writeDigits(id, 0, marks, at) && writeDigits(id, 28, marks, at + 1))
    return;
  const digits = hash('sha256', id);
  writeDigits(digits, 0, marks, at);
  writeDigits(digits, 8, marks, at + 1);
};

const UUID_LENGTH = 36;

/** Writes the number that eight lower-case hexadecimal digits are; whether they are. */
const writeDigits = (text: string, from: number, target: Uint32Array, at: number): boolean => {
  let number = 0;
  let wrong = 0;
  for (let index = from; index < from + 8; index += 1) {
    const digit = DIGITS[text.charCodeAt(index)] ?? 16;
    wrong |= digit;
    number = (number << 4) | digit;
  }
  target[at] = number;
  return wrong < 16;
};

const DIGITS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(unit));
  return digit < 0 ? 16 : digit;
});

/** The marks of all ids so far: 8 bytes each, and at least half as much again that is free. */
export type IdSet = Readonly<{
  /** Adds marks, in pairs, and says the place of each that was there. */
  addAll: (marks: Uint32Array, onKnown: (place: number) => void) => void;
  /** All of them, in pairs. */
  marks: () => Uint32Array;
}>;

/** A set, of these marks to begin with. */
export const idSet = (given: Uint32Array = new Uint32Array()): IdSet => {
  // With a sign, so that no half takes an object of its own on its way.
  let slots = new Int32Array(2048);
  let count = 0;
  let hasZero = false;

  const put = (high: number, low: number): boolean => {
    const mask = slots.length / 2 - 1;
    for (let slot = (high ^ Math.imul(low, 0x9e3779b1)) & mask; ; slot = (slot + 1) & mask) {
      const one = slots[2 * slot];
      const other = slots[2 * slot + 1];
      if (one === high && other === low) return true;
      if (one !== 0 || other !== 0) continue;
      slots[2 * slot] = high;
      slots[2 * slot + 1] = low;
      count += 1;
      return false;
    }
  };
  const grow = (): void => {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    count = 0;
    for (let slot = 0; slot < before.length; slot += 2) {
      const [high = 0, low = 0] = [before[slot], before[slot + 1]];
      if (high !== 0 || low !== 0) put(high, low);
    }
  };
  const add = (upper: number, lower: number): boolean => {
    const high = upper | 0;
    const low = lower | 0;
    // Both zero is how an empty slot looks.
    if (high === 0 && low === 0) {
      const had = hasZero;
      hasZero = true;
      return had;
    }
    if (count * 3 > slots.length) grow();
    return put(high, low);
  };
  const addAll = (marks: Uint32Array, onKnown: (at: number) => void): void => {
    for (let mark = 0; mark < marks.length; mark += 2)
      if (add(marks[mark] ?? 0, marks[mark + 1] ?? 0)) onKnown(mark / 2);
  };
  addAll(given, () => undefined);
  return {
    addAll,
    marks: () => {
      const marks = new Uint32Array((count + (hasZero ? 1 : 0)) * 2);
      let end = hasZero ? 2 : 0;
      for (let slot = 0; slot < slots.length; slot += 2) {
        const [high = 0, low = 0] = [slots[slot], slots[slot + 1]];
        if (high === 0 && low === 0) continue;
        marks[end] = high;
        marks[end + 1] = low;
        end += 2;
      }
      return marks;
    },
  };
};
