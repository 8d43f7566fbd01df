/** Shows one line that changes while something runs; nothing unless standard error is a terminal. */
export const showProgress = (line: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${line}`);
};

/** Takes the line away again. */
export const endProgress = (): void => showProgress('');
