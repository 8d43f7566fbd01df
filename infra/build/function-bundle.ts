/** One function, ready to be deployed. */
export interface FunctionBundle {
  /** The name of its folder in `functions/`. */
  readonly name: string;
  /** The folder with its `index.cjs`. */
  readonly directory: string;
  /** The route keys that it answers; none for a function that is not called over HTTP. */
  readonly routes: readonly string[];
}
