import * as z from 'zod/mini';
import type { Found } from './stage-templates.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]);

const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.optional(z.unknown()),
});

const document = z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) });

/** One statement of a policy, with its lists always lists. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
}

/** The statements of an IAM, queue, topic or bucket policy. */
export function statementsOf({ properties }: Found): Statement[] {
  return document.parse(properties).PolicyDocument.Statement.map((each) => ({
    effect: each.Effect,
    actions: [each.Action].flat(),
    resources: [each.Resource].flat(),
    condition: each.Condition,
  }));
}

/** Whether a resource policy refuses everything of a service that does not come over TLS. */
export function refusesPlainHttp(policy: Found, action: string): boolean {
  return statementsOf(policy).some(
    ({ effect, actions, condition }) =>
      effect === 'Deny' &&
      actions.includes(action) &&
      JSON.stringify(condition) === JSON.stringify({ Bool: { 'aws:SecureTransport': 'false' } }),
  );
}
