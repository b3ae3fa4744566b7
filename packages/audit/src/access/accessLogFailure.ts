/** An entry cannot be kept, or a log cannot be read: what is wrong, and what to do. */
export class AccessLogFailure extends Error {
  override readonly name = 'AccessLogFailure';
}
