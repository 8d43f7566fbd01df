/** One statement of a policy, its action and resource patterns with `*` and `?`. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What a call does to one resource: an action such as `dynamodb:PutItem`, and an ARN or `*`. */
export interface ResourceAction {
  readonly action: string;
  readonly resource: string;
}

export type Decision = 'allowed' | 'not allowed' | 'denied';

/** Decides whether a principal may do something. */
export type Policy = (wanted: ResourceAction) => Decision;

/**
 * The policy that the statements of a principal make together: a `Deny` outweighs every `Allow`, and what no statement
 * mentions is not allowed. Actions are compared without regard to case, resources with.
 *
 * Source: "Policy evaluation logic" in the IAM user guide, for identity-based policies alone.
 */
export function createPolicy(statements: readonly Statement[]): Policy {
  const compiled = statements.map(({ effect, actions, resources }) => ({
    effect,
    actions: actions.map((pattern) => compile(pattern, 'i')),
    resources: resources.map((pattern) => compile(pattern, '')),
  }));
  const decide: Policy = ({ action, resource }) => {
    const effects = compiled
      .filter(
        (statement) =>
          statement.actions.some((pattern) => pattern.test(action)) &&
          statement.resources.some((pattern) => pattern.test(resource)),
      )
      .map(({ effect }) => effect);
    if (effects.includes('Deny')) return 'denied';
    return effects.includes('Allow') ? 'allowed' : 'not allowed';
  };
  return decide;
}

function compile(pattern: string, flags: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, `s${flags}`);
}
