import type { CheckedNote, NotChecked, VerifiedLedger } from '@commission-ledger/audit';
import { verifyAdvice, verifyProblem, verifyUnknown } from './verifySentences.ts';

/** What `verify` says. */
export type VerifyWords = Readonly<{
  verifying: string;
  /** Read models, with the history. */
  comparing: string;
  /** There is no event in it. */
  nothingThere: string;
  sound: string;
  /** Sound, without anything from outside to compare with. */
  noBreak: string;
  /** The first so many events were read by an earlier run. */
  soundSince: (events: number) => string;
  notSound: (findings: number) => string;
  /** Nothing is wrong but with read models. */
  notSoundReadModels: (findings: number) => string;
  more: string;
  checked: string;
  cannotKnow: string;
  classes: Readonly<Record<VerifiedLedger['findings'][number]['class'], string>>;
  problem: (finding: VerifiedLedger['findings'][number]) => string;
  advice: (finding: VerifiedLedger['findings'][number]) => string;
  unknown: (each: NotChecked) => string;
  events: (events: number, streams: number, megabytes: string) => string;
  last: (stream: string, revision: number, number: number) => string;
  roots: (root: string, headsRoot: string) => string;
  seals: (good: number, all: number) => string;
  newest: (size: number, moment: string) => string;
  kept: (size: number, roots: string, signature: string) => string;
  noteRoots: Readonly<Record<CheckedNote['roots'], string>>;
  signatures: Readonly<Record<CheckedNote['signature'], string>>;
  unsealed: (events: number) => string;
  /** Of a file: every way of looking events up. */
  lookups: Readonly<Record<'agree' | 'differ', string>>;
  foreignTriggers: (names: string) => string;
  foreignIndexes: (names: string) => string;
  readModels: (checked: NonNullable<VerifiedLedger['readModels']>) => string;
}>;

export const verifyWords: Readonly<Record<'en' | 'ru', VerifyWords>> = {
  en: {
    verifying: 'Verifying',
    comparing: 'Comparing read models',
    nothingThere: 'There are no events in this ledger at all: nothing was verified.',
    sound: 'Sound: the history is what was recorded, as far as can be told.',
    noBreak: 'No break found; there was nothing from outside to compare with.',
    soundSince: (events) =>
      `Sound from event ${events + 1} on. The ${events} before were read by an earlier run, and not looked at again: verify without --resume to be sure of those.`,
    notSound: (findings) =>
      `NOT SOUND: ${findings === 1 ? '1 thing is' : `${findings} things are`} wrong with this history.`,
    notSoundReadModels: (findings) =>
      `NOT SOUND: no break found in the history, but ${findings === 1 ? '1 thing is' : `${findings} things are`} wrong with the read models made from it.`,
    more: 'There is more of this kind than is listed.',
    checked: 'What was checked',
    cannotKnow: 'What cannot be known from this',
    classes: {
      edited: 'Edited',
      deleted: 'Deleted',
      inserted: 'Put in',
      swapped: 'Out of order',
      renamed: 'Renamed',
      'stream-dropped': 'Stream gone',
      'tail-truncated': 'End cut off',
      'rolled-back': 'Put back to an earlier state',
      're-signed': 'Signed anew',
      'bad-seal': 'Bad seal',
      'two-histories': 'Two histories',
      unprotected: 'Protection removed',
      unreadable: 'Unreadable',
      'read-model': 'Read model',
    },
    problem: ({ problem }) => problem,
    advice: ({ advice }) => advice,
    unknown: ({ says }) => says,
    events: (events, streams, megabytes) =>
      `Events: ${events}, in ${streams} streams, ${megabytes} MiB: places, links between them, ids`,
    last: (stream, revision, number) => `The last one: event ${revision} of ${stream}, number ${number} of the history`,
    roots: (root, headsRoot) => `Root of all events ${root}, of all streams ${headsRoot}`,
    seals: (good, all) => `Seals in the history: ${good} of ${all} are good`,
    newest: (size, moment) => `, the newest over ${size} events, made on ${moment}`,
    kept: (size, roots, signature) => `The seal kept outside, over ${size} events: ${roots}; ${signature}`,
    noteRoots: {
      equal: 'the history begins with just these events',
      differ: 'the history does not begin with these events',
      beyond: 'the history has fewer events',
    },
    signatures: {
      pinned: 'signed with a key that was given',
      'first-seal': 'signed with the key that the first seal names',
      unchecked: 'its signature was not checked',
      bad: 'its signature cannot be trusted',
    },
    unsealed: (events) => `Not sealed yet: ${events} ${events === 1 ? 'event' : 'events'}`,
    lookups: {
      agree: 'Looked up in the file stream by stream, the events are the same',
      differ: 'Looked up in the file stream by stream, the events are NOT the same',
    },
    foreignTriggers: (names) =>
      `Note: the file has triggers that were not made by this program: ${names}. They can hinder or change what is written: find out who made them`,
    foreignIndexes: (names) =>
      `Note: the file has indexes over the events that were not made by this program: ${names}. They were checked too; find out who made them`,
    readModels: ({ compared, documents, behind }) =>
      `Read models: ${compared}, with ${documents} documents, each held against what the history gives${behind === 0 ? '' : `; ${behind} do not contain the last events yet, which is no fault`}`,
  },
  ru: {
    verifying: 'Проверка',
    comparing: 'Сверка сводок',
    nothingThere: 'В этом реестре нет ни одного события: проверять было нечего.',
    sound: 'Всё в порядке: насколько можно судить, история такова, какой её записали.',
    noBreak: 'Нарушений не найдено; сравнить было не с чем: ничего, хранившегося отдельно, не дано.',
    soundSince: (events) =>
      `Начиная с события ${events + 1} всё в порядке. Предыдущие (событий: ${events}) прочитаны раньше и заново не проверялись: чтобы быть уверенным и в них, проверьте без --resume.`,
    notSound: (findings) => `НЕ В ПОРЯДКЕ: с этой историей что-то не так. Замечаний: ${findings}.`,
    notSoundReadModels: (findings) =>
      `НЕ В ПОРЯДКЕ: в истории нарушений не найдено, но сводки, построенные по ней, с ней расходятся. Замечаний: ${findings}.`,
    more: 'Таких замечаний больше, чем перечислено.',
    checked: 'Что проверено',
    cannotKnow: 'О чём по этим данным судить нельзя',
    classes: {
      edited: 'Изменено',
      deleted: 'Удалено',
      inserted: 'Вставлено',
      swapped: 'Порядок нарушен',
      renamed: 'Переименовано',
      'stream-dropped': 'Пропал целый поток',
      'tail-truncated': 'Отрезан конец',
      'rolled-back': 'Возвращено прежнее состояние',
      're-signed': 'Подписано заново',
      'bad-seal': 'Негодная печать',
      'two-histories': 'Две истории',
      unprotected: 'Снята защита',
      unreadable: 'Не читается',
      'read-model': 'Сводка',
    },
    problem: verifyProblem,
    advice: verifyAdvice,
    unknown: verifyUnknown,
    events: (events, streams, megabytes) =>
      `События: ${events}, потоки: ${streams}, объём: ${megabytes} МиБ. Проверены места, связи между событиями, идентификаторы`,
    last: (stream, revision, number) => `Последнее: событие ${revision} потока ${stream}, номер ${number} в истории`,
    roots: (root, headsRoot) => `Корень всех событий ${root}, всех потоков ${headsRoot}`,
    seals: (good, all) => `Печати в истории: годных ${good} из ${all}`,
    newest: (size, moment) => `; новейшая охватывает событий: ${size}, поставлена ${moment}`,
    kept: (size, roots, signature) => `Печать, хранившаяся отдельно, событий: ${size}. Сверка: ${roots}; ${signature}`,
    noteRoots: {
      equal: 'история начинается именно с этих событий',
      differ: 'история начинается с других событий',
      beyond: 'в истории меньше событий',
    },
    signatures: {
      pinned: 'подпись сделана данным вами ключом',
      'first-seal': 'подпись сделана ключом, который назван в первой печати',
      unchecked: 'подпись не проверялась',
      bad: 'подписи верить нельзя',
    },
    unsealed: (events) => `Ещё не под печатью, событий: ${events}`,
    lookups: {
      agree: 'При чтении файла по потокам события те же',
      differ: 'При чтении файла по потокам события НЕ те же',
    },
    foreignTriggers: (names) =>
      `К сведению: в файле есть триггеры, созданные не этой программой: ${names}. Они могут помешать записи или изменить её: выясните, кто их создал`,
    foreignIndexes: (names) =>
      `К сведению: по событиям в файле есть индексы, созданные не этой программой: ${names}. Они тоже проверены; выясните, кто их создал`,
    readModels: ({ compared, documents, behind }) =>
      `Сводки: ${compared}, записей в них: ${documents}; каждая сверена с тем, что выходит по истории${behind === 0 ? '' : `. Последних событий ещё нет в сводках: ${behind}, это не ошибка`}`,
  },
};
