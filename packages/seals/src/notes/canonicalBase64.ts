/** The bytes of a base64 text (RFC 4648 §4, with padding); `undefined` for any other spelling of bytes than the one. */
export const bytesOfBase64 = (text: string): Uint8Array | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : undefined;
};

/** The bytes as base64 with padding. */
export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
