import { dateOf, instant } from '@commission-ledger/calendar';
import { localDay } from '@commission-ledger/locale';
import { type AttributionAnswer, type ProgramDocument, partnerOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { leadWords } from '../leadWords.ts';
import { dayOf, programFor, valueOf, zoneOf } from '../session.ts';
import { shownSafely, table } from '../table.ts';

/** Whose deal, by the key of the customer or by a lead that claims it, and the day it was or would be won. */
export type AttributionOptions = Readonly<{ program?: string; customer?: string; lead?: string; wonOn: string }>;

/** Who would be credited with a deal of a customer, and why each other who claims it would not. */
export const attribution = async (context: CommandContext, asked: AttributionOptions): Promise<number> => {
  const { session, terminal, options } = context;
  await session.catchUp();
  const program = await programFor(session, asked.program);
  const whose = whoseOf(asked);
  const wonOn = dayOf(asked.wonOn);
  const answer = valueOf(await session.ledger.attribution({ program: program.program, wonOn, ...whose }));
  const names = await namesIn(context, answer);
  if (options.json === true) {
    writeJson(terminal, {
      program: program.program,
      ...whose,
      wonOn,
      ...answer,
      partnerNames: Object.fromEntries(names),
    });
    return exitCode.done;
  }
  const say = leadWords[options.locale];
  const nameOf = (partner: string): string => names.get(partner) ?? partner;
  switch (answer._tag) {
    case 'no-claims':
      terminal.out(`${say.noClaims}\n`);
      break;
    case 'no-terms':
      terminal.out(`${shownSafely(say.noTerms(nameOf(answer.partner), answer.plan))}\n`);
      break;
    case 'attributed': {
      const customer = 'lead' in whose ? say.customerOf(whose.lead) : whose.customer;
      const day = localDay(wonOn, options.locale);
      terminal.out(`${shownSafely(say.attribution(customer, day, answer.plan, answer.version))}\n`);
      terminal.out(`${say.terms(say.models[answer.terms.model], answer.terms.days)}\n\n`);
      const heads = [say.lead, say.partner, say.came, say.result].map((heading) => ({ heading }));
      terminal.out(table(heads, resultsOf(answer, program, nameOf, say), terminal));
      if (answer.attributed._tag === 'nobody') terminal.out(`${say.nobodyCredited}\n`);
    }
  }
  return exitCode.done;
};

type Attributed = Extract<AttributionAnswer, { _tag: 'attributed' }>;

const resultsOf = (
  { attributed }: Attributed,
  program: ProgramDocument,
  nameOf: (partner: string) => string,
  say: (typeof leadWords)['en' | 'ru'],
): readonly (readonly string[])[] => {
  const zone = zoneOf(program);
  const cameOn = (at: string): string => {
    const moment = instant(at);
    return E.isRight(moment) ? dateOf(moment.right, zone) : at;
  };
  const credited = attributed._tag === 'credited' ? [{ touch: attributed.touch, result: say.credited }] : [];
  const others = attributed.rejected.map(({ touch, why }) => ({ touch, result: say.why[why] }));
  return [...credited, ...others].map(({ touch, result }) => [
    touch.id,
    nameOf(touch.partner),
    cameOn(touch.at),
    result,
  ]);
};

const namesIn = async (
  { session }: CommandContext,
  answer: AttributionAnswer,
): Promise<ReadonlyMap<string, string>> => {
  const partners = partnersIn(answer);
  const names = new Map<string, string>();
  for (const partner of new Set(partners)) {
    const known = await partnerOf(session.documents, partner);
    if (known !== undefined) names.set(partner, known.name);
  }
  return names;
};

const partnersIn = (answer: AttributionAnswer): readonly string[] => {
  switch (answer._tag) {
    case 'no-claims':
      return [];
    case 'no-terms':
      return [answer.partner];
    case 'attributed': {
      const { attributed } = answer;
      const others = attributed.rejected.map(({ touch }) => touch.partner);
      return attributed._tag === 'credited' ? [attributed.partner, ...others] : others;
    }
  }
};

const whoseOf = ({ customer, lead }: AttributionOptions): Readonly<{ customer: string } | { lead: string }> => {
  if (customer !== undefined && lead === undefined) return { customer };
  if (lead !== undefined && customer === undefined) return { lead };
  throw new CommandFailed(
    'Give either --customer, the key of a customer, or --lead, one that claims it.',
    exitCode.usage,
  );
};
