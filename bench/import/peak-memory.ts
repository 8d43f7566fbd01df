const everyMs = 20;
const megabyte = 1024 * 1024;

/** The memory of this process while something ran, in MB as the operating system counts it. */
export type Memory = { before: number; peak: number };

/** Looks at the memory of this process again and again, but only while it is told to. */
export type MemoryWatch = { during: <T>(work: () => Promise<T>) => Promise<T>; seen: () => Memory };

const inUse = (): number => process.memoryUsage.rss() / megabyte;

export const watchMemory = (): MemoryWatch => {
  let before: number | undefined;
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, inUse());
  };
  return {
    async during(work) {
      before ??= inUse();
      const timer = setInterval(look, everyMs);
      try {
        return await work();
      } finally {
        clearInterval(timer);
        look();
      }
    },
    seen: () => ({ before: before ?? 0, peak }),
  };
};
