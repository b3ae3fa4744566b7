/** What the commands about stores say. */
export const storeWords = {
  en: {
    copying: 'Copying',
    comparing: 'Comparing',
    copied: (events: number, from: string, to: string) => `Copied from ${from} to ${to}: ${count(events)}.`,
    resumed: 'What was there already was checked and left as it is.',
    equal: (events: number, sha256: string) =>
      `Both hold the same ${count(events)}, in the same order.\nSHA-256 ${sha256}`,
    rebuilding: 'Rebuilding',
    rebuilt: (projections: number) =>
      `Built anew from the history, and put in place: ${projections} of the read models.`,
    store: 'Store',
    readModels: 'Read models',
    empty: 'empty',
    endsAt: (position: bigint) => `ends at position ${position}`,
    readModel: 'Read model',
    upTo: 'Up to',
    inMemory: 'Read models: in memory, made anew from the history by each command. --read-models keeps them.',
    behind: 'Behind by',
    behindInLog: 'Behind by (bytes of the log)',
    state: 'State',
    current: 'current',
    isBehind: 'behind',
    stopped: 'stopped',
  },
  ru: {
    copying: 'Копирование',
    comparing: 'Сравнение',
    copied: (events: number, from: string, to: string) => `Скопировано из ${from} в ${to}, событий: ${events}.`,
    resumed: 'То, что там уже было, проверено и оставлено как есть.',
    equal: (events: number, sha256: string) =>
      `Истории совпадают, порядок тот же; событий: ${events}.\nSHA-256 ${sha256}`,
    rebuilding: 'Построение',
    rebuilt: (projections: number) => `Построены заново по истории и введены в действие модели чтения: ${projections}.`,
    store: 'Хранилище',
    readModels: 'Модели чтения',
    empty: 'пусто',
    endsAt: (position: bigint) => `последняя позиция ${position}`,
    readModel: 'Модель чтения',
    upTo: 'До позиции',
    inMemory: 'Модели чтения: в памяти, каждая команда строит их заново по истории. --read-models хранит их.',
    behind: 'Отставание',
    behindInLog: 'Отставание (байт журнала)',
    state: 'Состояние',
    current: 'актуальна',
    isBehind: 'отстаёт',
    stopped: 'остановлена',
  },
} as const;

const count = (events: number): string => `${events} ${events === 1 ? 'event' : 'events'}`;
