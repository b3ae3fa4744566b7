import { type AccountRef, accountStream, derivedId } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountCommand } from '../account/accountDecider.ts';
import { type AccountState, entryKey, ratedKey } from '../account/accountState.ts';
import type { Holder } from '../account/policyHold.ts';
import type { ChargebackState, RefundState } from '../deal/dealState.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import { type Concerned, concernedAccounts } from './concernedAccounts.ts';
import { accountSubject, dealSubject, policyCommand } from './policyCommand.ts';
import type { Settled } from './reaction.ts';
import type { Scene } from './scene.ts';

/** What a lost chargeback has taken back of its payment, and whether that is all of it. */
export type TakenBack = E.Either<LedgerFailure, Readonly<{ recorded: readonly Recorded[]; isAll: boolean }>>;

/** Takes back what a refund makes of its payment. */
export type TakeBack = (scene: Scene, refund: RefundState) => Promise<TakenBack>;

/**
 * Does what the chargeback asks for now: holds while it is open, and releases once it is decided; what is lost is taken
 * back before that, so that no payout comes in between. When it was decided while this held, it is followed again.
 */
export const followChargeback = async (scene: Scene, chargeback: string, takeBack: TakeBack): Promise<Settled> => {
  const known = scene.deal.chargebacks.get(chargeback);
  if (known === undefined) throw new Error(`${chargeback} is not in the deal.`);
  if (known.decided !== undefined) return afterDecision(scene, known, known.decided, takeBack);
  const held = await holdFor(scene, known);
  if (E.isLeft(held)) return held;
  const { executor, deal } = scene;
  const { deal: id } = known.opened.data;
  // Asking what a command recorded reads on, to what others wrote since.
  const decided = await executor.recall(dealSubject(id), `deal/${id}/chargeback/${chargeback}/decided`);
  if (E.isLeft(decided)) return decided;
  const now = await executor.known(dealSubject(id));
  if (E.isLeft(now)) return now;
  const { state } = now.right;
  if (state.chargebacks.get(chargeback)?.decided === undefined) return held;
  const released = await followChargeback({ ...scene, deal: { ...state, won: deal.won } }, chargeback, takeBack);
  return E.isLeft(released) ? released : E.right([...held.right, ...released.right]);
};

const afterDecision = async (
  scene: Scene,
  chargeback: ChargebackState,
  decided: NonNullable<ChargebackState['decided']>,
  takeBack: TakeBack,
): Promise<Settled> => {
  const refund = decided.data.outcome === 'lost' ? scene.deal.refunds.get(decided.data.chargeback) : undefined;
  const taken: TakenBack = refund === undefined ? NOTHING_TAKEN : await takeBack(scene, refund);
  if (E.isLeft(taken)) return taken;
  const { recorded, isAll } = taken.right;
  if (!isAll) return E.right(recorded);
  const released = await releaseAfter(scene, chargeback, decided);
  return E.isLeft(released) ? released : E.right([...recorded, ...released.right]);
};

const NOTHING_TAKEN: TakenBack = E.right({ recorded: [], isAll: true });

/** Keeps out of payouts what the disputed payment earned anywhere, as far as no payout has it already. */
const holdFor = async (scene: Scene, chargeback: ChargebackState): Promise<Settled> => {
  const { deal, payment, reason, occurredAt } = chargeback.opened.data;
  const by = holderOf(chargeback);
  return inEachAccount(scene, chargeback, ({ account, state, concerned }) => {
    const rated = concerned.map((each) => ratedKey({ cause: { kind: 'payment', id: payment }, deal, ...each.rated }));
    const accruals = rated
      .flatMap((key) => state.rated.get(key) ?? [])
      .filter((id) => state.entries.has(entryKey({ kind: 'accrual', id })));
    const command = { type: 'HoldByPolicy' as const, account, by, accruals, reason, occurredAt };
    return [{ command, step: `hold/${derivedId('of', ...accruals)}` }];
  });
};

/** Ends what {@link holdFor} began; each line is payable again as of its own maturity. */
const releaseAfter = async (
  scene: Scene,
  chargeback: ChargebackState,
  decided: NonNullable<ChargebackState['decided']>,
): Promise<Settled> => {
  const { outcome, occurredAt } = decided.data;
  const by = holderOf(chargeback);
  return inEachAccount(scene, chargeback, ({ account, state: { revision } }) => {
    const command = { type: 'ReleaseByPolicy' as const, account, by, outcome, occurredAt };
    // Another process may have held once more after the release: what it held is released too.
    return ['release', `release/${revision}`].map((step) => ({ command, step }));
  });
};

/** Chargebacks of several deals may have the same id, and meet in one account. */
const holderOf = ({ opened: { data } }: ChargebackState): Holder => ({
  kind: 'chargeback',
  id: derivedId('cb', data.deal, data.chargeback),
});

/** An account that the deal concerns, as it stands, and as whom and in which roles it may have earned. */
type Standing = Readonly<{ account: AccountRef; state: AccountState; concerned: readonly Concerned[] }>;

/** What is asked of an account, and how its key tells it from what else the chargeback asks of it. */
type Step = Readonly<{ command: AccountCommand; step: string }>;

/** One account after the other; each passes over what is done already. */
const inEachAccount = async (
  { executor, deal, currencies }: Scene,
  { opened, decided }: ChargebackState,
  commandsFor: (standing: Standing) => readonly Step[],
): Promise<Settled> => {
  const concerned = await concernedAccounts(executor, deal, currencies);
  if (E.isLeft(concerned)) return concerned;
  const accounts = new Map<string, Readonly<{ account: AccountRef; concerned: Concerned[] }>>();
  for (const each of concerned.right) {
    const stream = accountStream(each.account);
    const known = accounts.get(stream) ?? { account: each.account, concerned: [] };
    known.concerned.push(each);
    accounts.set(stream, known);
  }
  const recorded: Recorded[] = [];
  for (const each of accounts.values()) {
    const { account } = each;
    const loaded = await executor.load(accountSubject(account));
    if (E.isLeft(loaded)) return loaded;
    const { state } = loaded.right;
    if (state.revision < 0) continue;
    const { deal: id, chargeback } = opened.data;
    for (const { command, step } of commandsFor({ ...each, state })) {
      const key = `chargeback/${id}/${chargeback}/${account.partner}/${account.currency}/${step}`;
      const outcome = await executor.execute(accountSubject(account), policyCommand(key, command, decided ?? opened));
      if (E.isLeft(outcome)) return outcome;
      recorded.push(outcome.right);
    }
  }
  return E.right(recorded);
};
