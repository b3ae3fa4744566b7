import { expect } from 'vitest';
import { askAgain, storedEventIn, verifyReply, type Reply, type WhySubject } from '../src/index.ts';
import { right } from './history.ts';
import { explainerOf, shown, type World } from './whyNotWorld.ts';

/** The answer, which has to verify. */
export const whyIn = async (world: Pick<World, 'store'>, subject: WhySubject): Promise<Reply> => {
  const explainer = await explainerOf(world);
  const reply = right(await explainer.whyOf(subject));
  const readStored = storedEventIn(world.store);
  right(
    await verifyReply(JSON.parse(JSON.stringify(reply)), { askAgain: (each) => askAgain(explainer, each), readStored }),
  );
  for (const locale of ['en', 'ru'] as const) expect(shown(reply, locale)).not.toBe('');
  return reply;
};
