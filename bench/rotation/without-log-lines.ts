/**
 * Runs something without the log lines that the functions print on standard output, between which the figures would be lost. What
 * they say on standard error, that something went wrong, still shows.
 */
export const withoutLogLines = async <T>(work: () => Promise<T>): Promise<T> => {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    console.log = log;
  }
};
