/** Where the host says what happens. */
export interface HostLog {
  /** Something went wrong; one line. */
  error(line: string): void;
  /** What a function wrote. */
  output(functionName: string, text: string): void;
}
