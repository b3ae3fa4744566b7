/** A DER element: a tag, the length, and the contents. */
export const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};

const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length]);
  const digits = length.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
};

/** SEQUENCE. */
export const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);

/** OBJECT IDENTIFIER, from its numbers. */
export const objectIdentifier = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
};

const base128 = (value: number): readonly number[] => {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
};

/** INTEGER, from bytes in two's complement, without any that could be left out. */
export const integer = (bytes: Buffer): Buffer => der(0x02, bytes);

/** BIT STRING of whole bytes. */
export const bitString = (bytes: Buffer): Buffer => der(0x03, Buffer.from([0]), bytes);

/** UTCTime, to the second. */
export const utcTime = (at: Date): Buffer =>
  der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`));
