/** A young generation is two halves and the space for large objects, which is as large as one of them. */
const SEMI_SPACES = 3;

const SEMI_SPACE_FLAG = /--max-semi-space-size=(\d+)/;

export interface ThreadOptions {
  readonly env: Record<string, string>;
  readonly limits: { readonly maxYoungGenerationSizeMb?: number };
}

/**
 * A function's variables for a thread. V8's own flags are for whole processes, and a thread that is given one does not start:
 * `--max-semi-space-size` in NODE_OPTIONS becomes the limit that it means.
 */
export function threadOptions(variables: Readonly<Record<string, string>>): ThreadOptions {
  const { NODE_OPTIONS: nodeOptions = '' } = variables;
  const [flag, megabytes] = SEMI_SPACE_FLAG.exec(nodeOptions) ?? [];
  if (flag === undefined) return { env: { ...variables }, limits: {} };
  const rest = nodeOptions.replace(flag, '').trim();
  return {
    env: { ...variables, NODE_OPTIONS: rest },
    limits: { maxYoungGenerationSizeMb: SEMI_SPACES * Number(megabytes) },
  };
}
