/** What is to happen, by time: a binary heap. What is due at the same time keeps the order in which it was added. */
export type Agenda<Item> = Readonly<{
  add: (at: number, item: Item) => void;
  /** Takes out what is due before a time, the earliest first. */
  takeUntil: (end: number) => Generator<Readonly<{ at: number; item: Item }>, void, undefined>;
}>;

type Slot<Item> = Readonly<{ at: number; order: number; item: Item }>;

/** An agenda with nothing on it. */
export const emptyAgenda = <Item>(): Agenda<Item> => {
  const heap: Slot<Item>[] = [];
  let order = 0;
  return {
    add: (at, item) => {
      heap.push({ at, order, item });
      order += 1;
      rise(heap);
    },
    *takeUntil(end) {
      for (let next = heap[0]; next !== undefined && next.at < end; next = heap[0]) {
        removeFirst(heap);
        yield { at: next.at, item: next.item };
      }
    },
  };
};

const isBefore = (a: Slot<unknown> | undefined, b: Slot<unknown> | undefined): boolean =>
  a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order));

const swap = <Item>(heap: Slot<Item>[], a: number, b: number): void => {
  const [first, second] = [heap[a], heap[b]];
  if (first === undefined || second === undefined) throw new RangeError('There is no such place in the heap.');
  heap[a] = second;
  heap[b] = first;
};

const rise = <Item>(heap: Slot<Item>[]): void => {
  let index = heap.length - 1;
  for (let parent = (index - 1) >> 1; index > 0 && isBefore(heap[index], heap[parent]); parent = (index - 1) >> 1) {
    swap(heap, index, parent);
    index = parent;
  }
};

const removeFirst = <Item>(heap: Slot<Item>[]): void => {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  for (let index = 0; ;) {
    const left = 2 * index + 1;
    const least = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!isBefore(heap[least], heap[index])) return;
    swap(heap, index, least);
    index = least;
  }
};
