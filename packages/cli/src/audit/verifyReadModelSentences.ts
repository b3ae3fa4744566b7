import type { ReadModelCause } from '@commission-ledger/audit';

/** What is wrong with a read model, in Russian; the report itself says it in English. */
export const readModelProblem = (cause: ReadModelCause): string => {
  switch (cause._tag) {
    case 'ReadModelDiffers':
      return `${cause.projection}, запись ${cause.key}: хранится не то, что выходит по истории. ${cause.pointer === '' ? 'Вся запись' : `Поле ${cause.pointer}`}: ${cause.stored ?? 'отсутствует'}, должно быть: ${cause.expected ?? 'отсутствует'}.`;
    case 'ReadModelMissing':
      return `${cause.projection}: нет записи ${cause.key}, которая выходит по истории.`;
    case 'ReadModelExtra':
      return `${cause.projection}: лишняя запись ${cause.key}, по истории её нет.`;
    case 'ReadModelWithoutEnd':
      return `${cause.projection}: не сказано, по какое событие построено.`;
    case 'ReadModelBeyond':
      return `${cause.projection}: будто бы построено по номер ${cause.position}, а история кончается на ${cause.head ?? 'самом начале'}.`;
    case 'ReadModelOfOtherHistory':
      return `${cause.projection}: будто бы построено по событие с номером ${cause.position}, которого в истории нет или которое там другое.`;
    case 'ReadModelPastStop':
      return `${cause.projection}: будто бы построено дальше события, на котором должно остановиться. ${cause.problem}`;
    case 'ReadModelsUnreadable':
      return `Хранящиеся сводки не читаются (${cause.problem}).`;
  }
};

/** What to do about it, in Russian. */
export const readModelAdvice = (cause: ReadModelCause): string =>
  cause._tag === 'ReadModelsUnreadable'
    ? 'Цифрам оттуда не верьте. Постройте сводки в другом месте (--read-models) или восстановите резервную копию.'
    : `Цифрам оттуда не верьте. Постройте заново по истории (commission-ledger rebuild ${cause.projection}) и выясните, кто мог писать туда, где это хранится.`;
