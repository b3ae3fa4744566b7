import { describe, expect, it } from 'vitest';

import { createWakeUpCall } from '../src/index.ts';

const never = new AbortController().signal;
const soon = (promise: Promise<void>): Promise<string> =>
  Promise.race([promise.then(() => 'awake'), new Promise<string>((resolve) => setTimeout(resolve, 20, 'asleep'))]);

describe('a wake-up call', () => {
  it('wakes everybody who sleeps', async () => {
    const news = createWakeUpCall();
    const sleepers = [soon(news.sleep(news.ticket(), never)), soon(news.sleep(news.ticket(), never))];
    news.call();
    expect(await Promise.all(sleepers)).toEqual(['awake', 'awake']);
    expect(await soon(news.sleep(news.ticket(), never))).toBe('asleep');
  });

  it('is not missed by somebody who had looked before it and falls asleep after it', async () => {
    const news = createWakeUpCall();
    const ticket = news.ticket();
    news.call();
    expect(await soon(news.sleep(ticket, never))).toBe('awake');
  });

  it('wakes after the time that was set', async () => {
    const news = createWakeUpCall();
    expect(await soon(news.sleep(news.ticket(), never, 1))).toBe('awake');
  });

  it('wakes when the signal aborts, or had aborted', async () => {
    const news = createWakeUpCall();
    const controller = new AbortController();
    const sleeper = soon(news.sleep(news.ticket(), controller.signal));
    controller.abort();
    expect(await sleeper).toBe('awake');
    expect(await soon(news.sleep(news.ticket(), controller.signal))).toBe('awake');
  });
});
