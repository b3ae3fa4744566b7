import type { ReadModelCause } from './readModelCause.ts';

/** What is wrong with a read model, in a sentence. */
export const readModelProblem = (cause: ReadModelCause): string => {
  switch (cause._tag) {
    case 'ReadModelDiffers':
      return `${cause.projection} says something else under ${cause.key} than the history gives: ${cause.pointer === '' ? 'the whole of it' : cause.pointer} is ${cause.stored ?? 'missing'}, and should be ${cause.expected ?? 'missing'}.`;
    case 'ReadModelMissing':
      return `${cause.projection} has nothing under ${cause.key}, where the history gives something.`;
    case 'ReadModelExtra':
      return `${cause.projection} has something under ${cause.key} that the history does not give.`;
    case 'ReadModelWithoutEnd':
      return `${cause.projection} does not say up to which event it goes.`;
    case 'ReadModelBeyond':
      return `${cause.projection} is said to go up to position ${cause.position}; the history ends at ${cause.head ?? 'nothing'}.`;
    case 'ReadModelOfOtherHistory':
      return `${cause.projection} is said to go up to an event at position ${cause.position} that is not in the history, or differs there.`;
    case 'ReadModelPastStop':
      return `${cause.projection} is said to go beyond an event at which it has to stop. ${cause.problem}`;
    case 'ReadModelsUnreadable':
      return `What is stored as read models cannot be read: ${cause.problem}.`;
  }
};

/** What to do about it. */
export const readModelAdvice = (cause: ReadModelCause): string =>
  cause._tag === 'ReadModelsUnreadable'
    ? 'Believe no figure that is read from there. Build the read models in another place (--read-models), or restore a backup.'
    : `Believe no figure that is read from it. Make it anew from the history (commission-ledger rebuild ${cause.projection}), and find out who could write to the place where it is.`;
