import type { LoggedEvent } from '../log/loggedEvent.ts';
import type { FilterExpression, ReadOptions } from '../wire/requests.ts';

/** Which events of `$all` a reader gets, and after how many it has looked at it hears where it is. */
export type EventFilter = Readonly<{ accepts(event: LoggedEvent): boolean; checkpointEvery: number }>;

const defaultWindow = 32;

/** The filter of a request, or `undefined` when it has none. @throws SyntaxError when its pattern is no pattern. */
export const eventFilter = ({ filter }: ReadOptions): EventFilter | undefined => {
  if (filter === undefined) return undefined;
  const byStream = filter.stream_identifier && accepting(filter.stream_identifier);
  const byType = filter.event_type && accepting(filter.event_type);
  return {
    accepts: ({ stream, type }) => (byStream?.(stream) ?? true) && (byType?.(type) ?? true),
    checkpointEvery: (filter.max ?? defaultWindow) * Math.max(1, filter.checkpointIntervalMultiplier ?? 1),
  };
};

const accepting = ({ regex, prefix = [] }: FilterExpression): ((name: string) => boolean) => {
  if (prefix.length > 0) return (name) => prefix.some((start) => name.startsWith(start));
  const pattern = new RegExp(regex ?? '', 'u');
  return (name) => pattern.test(name);
};
