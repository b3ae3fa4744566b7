import { plural } from '@commission-ledger/locale';

const events = (count: number): string => `${count} ${count === 1 ? 'event' : 'events'}`;
const streams = (count: number): string => `${count} ${count === 1 ? 'stream' : 'streams'}`;
const eventsInRussian = (count: number): string =>
  `${count} ${plural(count, { one: 'событие', few: 'события', many: 'событий', other: 'события' }, 'ru')}`;
const streamsInRussian = (count: number): string =>
  `${count} ${plural(count, { one: 'поток', few: 'потока', many: 'потоков', other: 'потока' }, 'ru')}`;

/** A seal as sentences name it: how many events and streams, the moment, the fingerprint. */
export type SealNamed = Readonly<{ size: number; streams: number; moment: string; root: string }>;

/** What the commands about seals say. A stream is the record of one thing: a deal, an account, a lead. */
export const sealWords = {
  en: {
    events: 'Events',
    streams: 'Streams',
    sealed: 'Sealed',
    fingerprint: 'Fingerprint',
    key: 'Key',
    none: 'The ledger has no seal yet.',
    made: ({ size, streams: count, moment, root }: SealNamed) =>
      `Sealed ${events(size)} in ${streams(count)} on ${moment}. Fingerprint: ${root}`,
    madeBefore: ({ size, streams: count, moment, root }: SealNamed) =>
      `Nothing to add: ${events(size)} in ${streams(count)} were sealed on ${moment}. Fingerprint: ${root}`,
    keepOutside:
      'Keep it where nobody who can change the ledger can reach it (commission-ledger seal export): then no later change goes unnoticed.',
    keyMade: (file: string) => `The private key is in ${file}. Whoever has it can sign in your name: keep it apart.`,
    verifier: (key: string) => `Give this verifier key to those who check: ${key}`,
    exported: (file: string, size: number) => `${file}: the seal over ${events(size)}.`,
    leaves: (file: string, size: number) => `${file}: the hashes of ${events(size)}, for verify --leaves.`,
    mail: ({ size, moment, root }: SealNamed, ledger: string) =>
      `This is the seal of the ledger ${ledger}: its first ${events(size)}, as they stood on ${moment}.\nFingerprint: ${root}\nPlease keep this message. If anybody changes one of these events later, it can be proved with the lines below.\n`,
    eventProved: (stream: string, revision: number, type: string, number: number) =>
      `Proved: event ${revision} of ${stream} (${type}) is number ${number} of the sealed history.`,
    streamProved: (stream: string, length: number) =>
      `Proved: ${stream} had ${events(length)} when the ledger was sealed, and its last one is as stated.`,
    consistent: (first: number, second: number) =>
      `Proved: the history of ${events(second)} begins with the very ${events(first)} of the earlier seal. Nothing was changed, left out or put in between.`,
    under: ({ size, moment, root }: SealNamed, signers: string) =>
      `The seal covers ${events(size)}, was made on ${moment} and is signed by ${signers}. Fingerprint: ${root}`,
    written: (file: string) => `The proof is in ${file}. Anybody can check it with commission-ledger seal check.`,
    newest: (size: number, day: string, root: string) =>
      `Ledger sealed on ${day}: ${events(size)}, fingerprint ${root}`,
  },
  ru: {
    events: 'События',
    streams: 'Потоки',
    sealed: 'Печать',
    fingerprint: 'Отпечаток',
    key: 'Ключ',
    none: 'На реестре ещё нет печати.',
    made: ({ size, streams: count, moment, root }: SealNamed) =>
      `Печать поставлена ${moment}: ${eventsInRussian(size)}, ${streamsInRussian(count)}. Отпечаток: ${root}`,
    madeBefore: ({ size, streams: count, moment, root }: SealNamed) =>
      `Добавить нечего, печать стоит с ${moment}: ${eventsInRussian(size)}, ${streamsInRussian(count)}. Отпечаток: ${root}`,
    keepOutside:
      'Храните её там, куда не доберётся тот, кто может изменить реестр (commission-ledger seal export): тогда любое изменение будет заметно.',
    keyMade: (file: string) =>
      `Закрытый ключ: ${file}. У кого он есть, тот может подписывать от вашего имени: храните его отдельно.`,
    verifier: (key: string) => `Этот ключ проверки дайте тем, кто проверяет: ${key}`,
    exported: (file: string, size: number) => `${file}: печать, ${eventsInRussian(size)}.`,
    leaves: (file: string, size: number) => `${file}: хеши, ${eventsInRussian(size)}, для verify --leaves.`,
    mail: ({ size, moment, root }: SealNamed, ledger: string) =>
      `Это печать реестра ${ledger}: ${eventsInRussian(size)} с начала истории, как они были ${moment}.\nОтпечаток: ${root}\nСохраните это письмо. Если какое-то из этих событий позже изменят, это можно будет доказать по строкам ниже.\n`,
    eventProved: (stream: string, revision: number, type: string, number: number) =>
      `Доказано: событие ${revision} потока ${stream} (${type}) стоит в запечатанной истории под номером ${number}.`,
    streamProved: (stream: string, length: number) =>
      `Доказано: когда ставили печать, в потоке ${stream} было ${eventsInRussian(length)}, и последнее именно такое, как указано.`,
    consistent: (first: number, second: number) =>
      `Доказано: более поздняя история (${eventsInRussian(second)}) начинается в точности с более ранней (${eventsInRussian(first)}). Между ними ничего не изменили, не убрали и не вставили.`,
    under: ({ size, moment, root }: SealNamed, signers: string) =>
      `Печать: ${eventsInRussian(size)}, поставлена ${moment}, подписал ${signers}. Отпечаток: ${root}`,
    written: (file: string) =>
      `Доказательство в файле ${file}. Проверить его может каждый: commission-ledger seal check.`,
    newest: (size: number, day: string, root: string) =>
      `Печать на реестре от ${day}: ${eventsInRussian(size)}, отпечаток ${root}`,
  },
} as const;
