/** What a function's thread is started with. */
export interface EnvironmentSettings {
  readonly directory: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
  readonly logGroupName: string;
}

/** One invocation, on its way to the thread. */
export interface InvocationMessage {
  readonly requestId: string;
  /** The event, as JSON. */
  readonly payload: string;
  /** Milliseconds since the epoch at which the function is stopped. */
  readonly deadline: number;
}

/** Lambda's description of what a function threw. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What comes back: the answer as JSON, or the error. */
export type InvocationResult =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: FunctionError };
