import type { PackFindingClass, PackNotChecked, PackReport, PackedSeal, Sampled } from '@commission-ledger/audit';
import { localNumber, plural } from '@commission-ledger/locale';

type Classes = Readonly<Record<PackFindingClass, string>>;
type Drawn = Readonly<Record<Sampled, (drawn: number, population: number) => string>>;
type NothingToDraw = Readonly<Record<Sampled, (isPeriod: boolean) => string>>;
type Signatures = Readonly<Record<PackedSeal['signature'], string>>;

const inEnglish = (count: number, one: string, many: string): string =>
  `${localNumber(`${count}`, 'en')} ${count === 1 ? one : many}`;

const inRussian = (count: number, one: string, few: string, many: string): string =>
  `${localNumber(`${count}`, 'ru')} ${plural(count, { one, few, many, other: few }, 'ru')}`;

type Asked = NonNullable<PackReport['asked']>;

const sampledInRussian: Readonly<Record<Sampled, string>> = {
  payouts: 'выплаты',
  accruals: 'начисления',
  deals: 'сделки',
};

const unknownInRussian = ({ what }: PackNotChecked, unsealed: number, isPart: boolean): string => {
  switch (what) {
    case 'no-pinned-manifest':
      return 'SHA-256 манифеста не дан. То, что стоит только в манифесте, например когда сделан пакет, могли изменить.';
    case 'no-pinned-key':
      return 'Ключ проверки не дан, поэтому взят тот, который называет сам пакет. Пакет, выдуманный целиком, назовёт свой ключ.';
    case 'streams-left-out':
      return 'Это часть истории. Лид, сделка, обращение или закрепление клиента, где партнёр только назван и на что не ссылается ни одна его запись, могли быть пропущены: по имени потока не видно, чей он. Запросите всю историю или сверьте с системой учёта клиентов.';
    case 'nothing-kept':
      return 'Не дано ни одной печати, хранившейся отдельно. Переписанная и опечатанная заново история выглядит целой.';
    case 'never-sealed':
      return isPart
        ? 'Печатей нет: не доказано ни то, что последние события потоков на месте, ни то, что ни один поток этих партнёров не пропущен.'
        : 'Печатей нет: что последние события потоков на месте, не доказано.';
    case 'unsealed-tail':
      return `После того, что покрывает самая новая печать, в истории ${inRussian(unsealed, 'событие', 'события', 'событий')}: это никто не подписал.${isPart ? ' Поток, который начался там, даже счёт, мог быть пропущен.' : ''}`;
    case 'statements':
      return 'В выписках проверены суммы; имена, сделки, причины и шаги, которые ничего не меняют в долге, не проверены.';
    case 'verifier':
      return 'Файл verify-evidence.mjs из пакета не сличали с тем, что у издателя: возьмите его у издателя.';
    case 'truth':
      return 'Верно ли записанное, по записям сказать нельзя: сверьте его с банком и системой учёта клиентов.';
  }
};

/** What `evidence` says. The pack itself is the same in every language. */
export const evidenceWords = {
  en: {
    packing: 'packing',
    wrote: (out: string, events: number, files: number) =>
      `The pack is in ${out}: ${inEnglish(events, 'event', 'events')}, ${inEnglish(files, 'file', 'files')}.`,
    drawn: {
      payouts: (drawn, population) => `${drawn} of ${inEnglish(population, 'payout', 'payouts')} drawn.`,
      accruals: (drawn, population) => `${drawn} of ${inEnglish(population, 'accrual', 'accruals')} drawn.`,
      deals: (drawn, population) => `${drawn} of ${inEnglish(population, 'deal', 'deals')} drawn.`,
    } satisfies Drawn,
    nothingToDraw: {
      payouts: (isPeriod) =>
        isPeriod
          ? 'Nothing was drawn: no payout was recorded in the period, so no amount is proved. Check --from and --until.'
          : 'Nothing was drawn: there is no payout yet, so no amount is proved. --of accruals draws from what was earned.',
      accruals: (isPeriod) =>
        isPeriod
          ? 'Nothing was drawn: no accrual was recorded in the period, so no amount is proved. Check --from and --until.'
          : 'Nothing was drawn: nothing was earned yet, so no amount is proved.',
      deals: (isPeriod) =>
        isPeriod
          ? 'Nothing was drawn: no deal was recorded in the period. Check --from and --until.'
          : 'Nothing was drawn: there is no deal yet.',
    } satisfies NothingToDraw,
    zipHash: 'SHA-256 of the zip',
    manifestHash: 'SHA-256 of manifest.json',
    send: 'Send the pack one way and these another way, to be compared there:',
    sendHash: 'the SHA-256 above',
    sendKeys:
      'the verifier key of the seals, as commission-ledger seals lists it, and the newest seal (commission-ledger seal export)',
    noSeal: 'Nothing was sealed yet. Seal the ledger first (commission-ledger seal), and make the pack again.',
    unsealed: (count: number) =>
      `${inEnglish(count, 'event was', 'events were')} recorded after what the newest seal covers, so nobody has signed them.`,
    checkedBy: 'There it is checked with: node verify-evidence.mjs FOLDER --key KEY',
    verdicts: { sound: 'The pack is sound.', 'not-sound': 'The pack is not sound.' },
    noBreak: 'No break found in the pack; there was nothing from outside to compare with.',
    contents: (events: number, streams: number, files: number) =>
      `${inEnglish(events, 'event', 'events')} in ${inEnglish(streams, 'stream', 'streams')}, ${inEnglish(files, 'file', 'files')}.`,
    asked: ({ scope, period, samples, size }: Asked) =>
      [
        scope.kind === 'whole'
          ? `The whole history as far as ${inEnglish(size, 'event', 'events')}`
          : `Of the program ${scope.program}: ${scope.partners.join(', ')}; the history had ${inEnglish(size, 'event', 'events')}`,
        period === null ? '.' : `; figures of what was recorded from ${period.from} until ${period.until}.`,
        ` Sample: ${samples.size} of the ${samples.what}, ${samples.method}, seed "${samples.seed}".`,
      ].join(''),
    seal: (size: number, signature: string) => `Seal over ${inEnglish(size, 'event', 'events')}: ${signature}.`,
    line: (line: number) => `line ${line}`,
    notChecked: 'What this cannot tell:',
    unknown: ({ says }: PackNotChecked, _unsealed: number, _isPart: boolean): string => says,
    doesNotFit: 'signature good, but it does not fit these events',
    signatures: {
      pinned: 'signed with the key that you gave',
      'first-seal': 'signed with the key that the pack names',
      'other-key': 'signed with another key',
      bad: 'the signature is not good',
    } satisfies Signatures,
    classes: {
      edited: 'edited',
      deleted: 'deleted',
      inserted: 'inserted',
      swapped: 'swapped',
      renamed: 'renamed',
      'stream-dropped': 'stream dropped',
      'tail-truncated': 'end cut off',
      'rolled-back': 'rolled back',
      're-signed': 'signed anew',
      'bad-seal': 'bad seal',
      'two-histories': 'two histories',
      unprotected: 'protection removed',
      unreadable: 'unreadable',
      'file-missing': 'file missing',
      'file-added': 'file added',
      'file-changed': 'file changed',
      'figures-differ': 'figures differ',
      'not-proved': 'not proved',
    } satisfies Classes,
  },
  ru: {
    packing: 'пакет',
    wrote: (out: string, events: number, files: number) =>
      `Пакет записан в ${out}: ${inRussian(events, 'событие', 'события', 'событий')}, ${inRussian(files, 'файл', 'файла', 'файлов')}.`,
    drawn: {
      payouts: (drawn, population) => `Отобрано выплат: ${drawn} из ${localNumber(`${population}`, 'ru')}.`,
      accruals: (drawn, population) => `Отобрано начислений: ${drawn} из ${localNumber(`${population}`, 'ru')}.`,
      deals: (drawn, population) => `Отобрано сделок: ${drawn} из ${localNumber(`${population}`, 'ru')}.`,
    } satisfies Drawn,
    nothingToDraw: {
      payouts: (isPeriod) =>
        isPeriod
          ? 'Ничего не отобрано: за период не записано ни одной выплаты, поэтому ни одна сумма не доказана. Проверьте --from и --until.'
          : 'Ничего не отобрано: выплат ещё нет, поэтому ни одна сумма не доказана. С --of accruals отбирают из начисленного.',
      accruals: (isPeriod) =>
        isPeriod
          ? 'Ничего не отобрано: за период не записано ни одного начисления, поэтому ни одна сумма не доказана. Проверьте --from и --until.'
          : 'Ничего не отобрано: ещё ничего не начислено, поэтому ни одна сумма не доказана.',
      deals: (isPeriod) =>
        isPeriod
          ? 'Ничего не отобрано: за период не записано ни одной сделки. Проверьте --from и --until.'
          : 'Ничего не отобрано: сделок ещё нет.',
    } satisfies NothingToDraw,
    zipHash: 'SHA-256 архива',
    manifestHash: 'SHA-256 файла manifest.json',
    send: 'Пакет отправьте одним путём, а это — другим, чтобы там сравнили:',
    sendHash: 'SHA-256, указанный выше',
    sendKeys:
      'ключ для проверки печатей, его показывает commission-ledger seals, и самую новую печать (commission-ledger seal export)',
    noSeal: 'Печати ещё нет. Сначала поставьте её (commission-ledger seal), затем сделайте пакет снова.',
    unsealed: (count: number) =>
      `После того, что покрывает самая новая печать, записано ${inRussian(count, 'событие', 'события', 'событий')}: это никто не подписал.`,
    checkedBy: 'Проверка на месте: node verify-evidence.mjs ПАПКА --key КЛЮЧ',
    verdicts: { sound: 'Пакет цел.', 'not-sound': 'Пакет не цел.' },
    noBreak: 'Нарушений в пакете не найдено; сравнить было не с чем: ничего, полученного другим путём, не дано.',
    contents: (events: number, streams: number, files: number) =>
      `Событий: ${localNumber(`${events}`, 'ru')}, потоков: ${localNumber(`${streams}`, 'ru')}, файлов: ${localNumber(`${files}`, 'ru')}.`,
    asked: ({ scope, period, samples, size }: Asked) =>
      [
        scope.kind === 'whole'
          ? `Вся история: ${inRussian(size, 'событие', 'события', 'событий')}`
          : `Партнёры программы ${scope.program}: ${scope.partners.join(', ')}; во всей истории ${inRussian(size, 'событие', 'события', 'событий')}`,
        period === null ? '.' : `; числа за записанное с ${period.from} до ${period.until}.`,
        ` Выборка: ${sampledInRussian[samples.what]}, размер ${samples.size}, способ ${samples.method}, слово «${samples.seed}».`,
      ].join(''),
    seal: (size: number, signature: string) =>
      `Печать на ${inRussian(size, 'событие', 'события', 'событий')}: ${signature}.`,
    line: (line: number) => `строка ${line}`,
    notChecked: 'Чего эта проверка сказать не может:',
    unknown: unknownInRussian,
    doesNotFit: 'подпись верна, но к этим событиям печать не подходит',
    signatures: {
      pinned: 'подписана ключом, который вы дали',
      'first-seal': 'подписана ключом, который называет сам пакет',
      'other-key': 'подписана другим ключом',
      bad: 'подпись неверна',
    } satisfies Signatures,
    classes: {
      edited: 'изменено',
      deleted: 'удалено',
      inserted: 'вставлено',
      swapped: 'переставлено',
      renamed: 'переименовано',
      'stream-dropped': 'пропал поток',
      'tail-truncated': 'отрезан конец',
      'rolled-back': 'возврат к прежнему',
      're-signed': 'подписано заново',
      'bad-seal': 'негодная печать',
      'two-histories': 'две истории',
      unprotected: 'снята защита',
      unreadable: 'не читается',
      'file-missing': 'нет файла',
      'file-added': 'лишний файл',
      'file-changed': 'файл изменён',
      'figures-differ': 'числа расходятся',
      'not-proved': 'не доказано',
    } satisfies Classes,
  },
} as const;

/** The words of one language. */
export type EvidenceWords = (typeof evidenceWords)[keyof typeof evidenceWords];
