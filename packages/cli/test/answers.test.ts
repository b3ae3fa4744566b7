import type { Reply } from '@commission-ledger/explainer';
import { afterEach, describe, expect, it } from 'vitest';
import { explainerFor } from '../src/answering/explainerFor.ts';
import { showAnswer } from '../src/answering/showAnswer.ts';
import type { CommandContext } from '../src/commandContext.ts';
import { openSession, valueOf } from '../src/session.ts';
import { words } from '../src/words.ts';
import { settled } from './commandLine.ts';

type Row = Readonly<Record<string, string>>;

let clean: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of clean.toReversed()) await undo();
  clean = [];
});

/** A ledger in which Orion Consulting was paid for two deals. */
const paid = async () => {
  const line = await settled();
  clean.push(line.remove);
  await line.said('payout', 'issue', '--date', '2026-09-07');
  const payouts = await line.json<readonly Row[]>('payouts');
  const id = payouts.find(({ partner }) => partner === 'orion-consulting')?.['payoutId'] ?? '';
  return { ...line, id };
};

/** The same ledger, as commands see it, with what they print. */
const opened = async ({ folder }: Readonly<{ folder: string }>) => {
  const printed: string[] = [];
  const options = { store: `sqlite:${folder}/ledger.db`, ledger: 'ledger', locale: 'en' } as const;
  const terminal: CommandContext['terminal'] = {
    out: (text) => void printed.push(text),
    err: () => {},
    interactive: false,
    color: false,
    columns: 100,
    env: {},
    input: async () => '',
    clock: () => Date.parse('2026-09-08T10:00:00Z'),
  };
  const session = await openSession(options, terminal);
  clean.push(session.close);
  const context: CommandContext = { session, terminal, options, words: words.en };
  return { context, printed };
};

describe('an explained payout', () => {
  const lastLine = (out: string): string | undefined => out.trimEnd().split('\n').at(-1);

  it('says where it stands now, under the answer and not in the document', async () => {
    const { said, clock, id } = await paid();
    const document = await said('explain', id, '--json');
    expect(lastLine((await said('explain', id)).out)).toBe('On its way since 7 September 2026; not confirmed yet.');
    expect(
      await said('payout', 'void', id, '--reason', 'sent to the old account', '--date', '2026-09-08'),
    ).toMatchObject({ code: 0 });
    expect(lastLine((await said('explain', id, '--format', 'markdown')).out)).toBe(
      'Called off on 8 September 2026: sent to the old account; its lines wait for a payout again.',
    );
    expect(lastLine((await said('explain', id, '--as-of', '2026-09-07')).out)).toMatch(/^On its way since/);
    clock('2026-10-05T10:00:00Z');
    expect(await said('payout', 'issue', '--date', '2026-10-05')).toMatchObject({ code: 0 });
    const payouts = JSON.parse((await said('payouts', '--json')).out) as readonly Row[];
    const again = payouts.find((row) => row['partner'] === 'orion-consulting' && row['date'] === '2026-10-05');
    expect(lastLine((await said('explain', id)).out)).toMatch(
      new RegExp(`; its lines are on their way with ${again?.['payoutId']}\\.$`),
    );
    expect(await said('explain', id, '--json')).toEqual(document);
  });
});

describe('the depth of an answer', () => {
  it.each([
    ['sentence', '0'],
    ['paragraph', '1'],
    ['proof', '3'],
  ])('%s is the same as %s', async (word, number) => {
    const { said, id } = await paid();
    const answer = await said('explain', id, '--depth', word);
    expect(answer).toEqual(await said('explain', id, '--depth', number));
    expect(answer.code).toBe(0);
  });

  it('of a sentence ends with that it was checked, and not with what was counted for it', async () => {
    const { said, id } = await paid();
    const { out } = await said('explain', id, '--depth', 'sentence');
    expect(out).toContain('Checked: every amount was calculated again from its records; nothing is left unexplained.');
    expect(out).not.toContain('0.00 left unexplained');
    const russian = await said('explain', id, '--depth', 'sentence', '--locale', 'ru');
    expect(russian.out).toContain('Проверено: все суммы пересчитаны по записям, необъяснённого нет.');
  });

  it('is no other word', async () => {
    const { said } = await paid();
    expect(await said('explain', 'PO-1', '--depth', 'novel')).toMatchObject({ code: 2 });
  });
});

describe('what is asked about', () => {
  it('may be a month of a partner, as it is where two are compared', async () => {
    const { said } = await paid();
    const month = await said('explain', 'orion-consulting@2026-07');
    expect({ code: month.code, err: month.err }).toEqual({ code: 0, err: '' });
    expect(month.out).toContain('194.85');
    expect(month).toEqual(await said('explain', 'acme.orion-consulting.EUR/2026-07'));
    const unknown = await said('explain', 'deal-9999');
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('its month (…/2026-07)') });
  });

  it('may be a figure, written as people write it', async () => {
    const { said, id } = await paid();
    const russian = await said('foil', id, '--expected', '100,00', '--locale', 'ru');
    expect({ code: russian.code, err: russian.err }).toEqual({ code: 0, err: '' });
    expect(russian.out).toContain('вы ждали 100,00, получилось 194,85');
    expect((await said('foil', id, '--expected', '100,00')).code).not.toBe(0);
  });
});

describe('what is told instead of the reasons', () => {
  it('is how commission is calculated in general, of a partner or their account', async () => {
    const { said, json } = await paid();
    const { out, err, code } = await said('explain', 'orion-consulting', '--plan');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/how commission is calculated, [^]*The plan \S+@1 applies[^]*For example deal d-2/);
    expect((await said('explain', 'acme.orion-consulting.EUR', '--plan')).out).toBe(out);
    expect(await json('explain', 'orion-consulting', '--plan')).toMatchObject({ schema: 'reply/1', question: 'why' });
    expect((await said('explain', 'orion-consulting', '--plan', '--locale', 'ru')).out).toContain('Действует план');
    expect(await said('explain', 'd-1', '--plan')).toMatchObject({ code: 2, err: expect.stringContaining('d-1') });
  });

  it('is which data was used, of a payout, a deal or an account, in every format', async () => {
    const { said, id } = await paid();
    for (const about of [id, 'd-1', 'acme.orion-consulting.EUR', 'acme.orion-consulting.EUR/2026-07'])
      for (const format of ['tree', 'markdown', 'html', 'json']) {
        const { out, err, code } = await said('explain', about, '--data', '--format', format);
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out).not.toBe('');
      }
    const { out } = await said('explain', id, '--data');
    expect(out).toMatch(/Used: \d+ records with \d+ values[^]*used: amount[^]*added up: /);
    const { out: all } = await said('explain', id, '--data', '--all');
    expect(all).toMatch(/Used: \d+ records with \d+ values[^]*Happened on [^]*Source: [^]*added up: /);
    expect((await said('explain', id, '--data', '--locale', 'ru')).out).toContain('Использовано: ');
    expect(await said('explain', 'PO-1', '--data')).toMatchObject({ code: 1 });
    expect(await said('explain', id, '--data', '--plan')).toMatchObject({ code: 2 });
  });
});

describe('one line of an answer', () => {
  it('is shown on its own', async () => {
    const { said, id } = await paid();
    const { out, code } = await said('explain', id, '--open', '2');
    expect(code).toBe(0);
    expect(out).toMatch(/└─ 2 d-2.* 100\.00/);
    expect(out).not.toContain('1 d-1');
    expect(out).toContain('0.00 left unexplained.');
  });

  it('that is not there is refused, with what is there', async () => {
    const { said, id } = await paid();
    expect(await said('explain', id, '--open', '7')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('There is no row 7: the answer has only 1 to 2.'),
    });
  });
});

describe('an answer to another question', () => {
  const answered = async () => {
    const ledger = await paid();
    const { context, printed } = await opened(ledger);
    const explainer = await explainerFor(context, {});
    const reply = valueOf(await explainer.rollUp(ledger.id));
    return { context, printed, reply };
  };

  it('is checked and shown, in every form', async () => {
    const { context, printed, reply } = await answered();
    expect(await showAnswer(context, reply, { format: 'tree' })).toBe(0);
    expect(printed.join('')).toMatch(/194\.85 EUR\n[^]*└─ [^]*0\.00 left unexplained/);
    expect(await showAnswer(context, reply, { format: 'markdown', depth: 'sentence' })).toBe(0);
    expect(printed.at(-1)).toMatch(/^## /);
    expect(await showAnswer(context, reply, { format: 'mermaid' })).toBe(0);
    expect(printed.at(-1)).toMatch(/^flowchart BT\n/);
    expect(await showAnswer(context, reply, { format: 'json' })).toBe(0);
    expect(JSON.parse(printed.at(-1) ?? '')).toEqual(reply);
  });

  it.each([
    [
      'does not add up',
      (reply: Reply): Reply => ({ ...reply, amount: { amount: '194.86', currency: 'EUR' } }),
      /add up/,
    ],
    [
      'is not what the history gives',
      (reply: Reply): Reply => ({ ...reply, subject: { ...reply.subject, id: 'PO-x' } }),
      /PO-x/,
    ],
    ['cites what is not recorded', (reply: Reply): Reply => ({ ...reply, program: hashed(reply.program) }), /hash/],
  ])('that %s is not shown: it ends with 3', async (_, edit, said) => {
    const { context, printed, reply } = await answered();
    const showing = showAnswer(context, edit(reply), { format: 'json' });
    await expect(showing).rejects.toMatchObject({ code: 3, message: expect.stringMatching(said) });
    expect(printed).toEqual([]);
  });
});

const hashed = ({ from, ...program }: Reply['program']): Reply['program'] => ({
  ...program,
  from: { ...from, hash: from.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) },
});
