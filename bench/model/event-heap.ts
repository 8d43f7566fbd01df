type Entry<T> = { time: number; order: number; item: T };

const before = <T>(a: Entry<T>, b: Entry<T>): boolean =>
  a.time < b.time || (a.time === b.time && a.order < b.order);

/** Things that are to happen, by their time; of the same time, the first put in comes first. A binary heap. */
export type EventHeap<T> = {
  push: (time: number, item: T) => void;
  /** The next one, taken out; undefined when there is none. */
  pop: () => { time: number; item: T } | undefined;
};

export const eventHeap = <T>(): EventHeap<T> => {
  const entries: Entry<T>[] = [];
  let pushed = 0;

  const rise = (entry: Entry<T>, from: number): void => {
    let place = from;
    while (place > 0) {
      const parentPlace = (place - 1) >> 1;
      const parent = entries[parentPlace];
      if (parent === undefined || !before(entry, parent)) break;
      entries[place] = parent;
      place = parentPlace;
    }
    entries[place] = entry;
  };

  const sink = (entry: Entry<T>): void => {
    let place = 0;
    for (;;) {
      const [left, right] = [entries[2 * place + 1], entries[2 * place + 2]];
      const goesRight = left !== undefined && right !== undefined && before(right, left);
      const child = goesRight ? right : left;
      if (child === undefined || !before(child, entry)) break;
      entries[place] = child;
      place = 2 * place + (goesRight ? 2 : 1);
    }
    entries[place] = entry;
  };

  return {
    push: (time, item) => rise({ time, order: pushed++, item }, entries.length),
    pop: () => {
      const [first] = entries;
      const last = entries.pop();
      if (first !== undefined && last !== undefined && entries.length > 0) sink(last);
      return first;
    },
  };
};
