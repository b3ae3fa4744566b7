/** A call took longer than it may. Whether it did its work is not known. */
export class CallTimeout extends Error {
  override readonly name = 'CallTimeout';
  readonly type = 'timeout';
}

/**
 * Waits for a call, but not for ever: a client may leave one unanswered when the server is silent.
 *
 * @throws CallTimeout after `timeoutMs` without a sign of life; `alive` says that there was one.
 */
export const withinTime = async <A>(timeoutMs: number, call: (alive: () => void) => Promise<A>): Promise<A> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CallTimeout(`no answer in ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    const answer = call(() => timer?.refresh());
    // Nobody waits for it any more once it is late.
    answer.catch(() => {});
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
