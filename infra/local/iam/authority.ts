import type { HostLog } from '../log.ts';
import { createPolicy, type Policy, type ResourceAction, type Statement } from './policy.ts';

/** Where a caller's resources are, for the ARNs of those that a request only names. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

/** A function, as the services see it. */
export interface Caller extends Place {
  readonly functionName: string;
  readonly roleName: string;
  readonly statements: readonly Statement[];
}

/** A refusal in the words of AWS. */
export interface Refusal {
  readonly reason: 'denied' | 'not modelled';
  readonly message: string;
}

/** What a call would do; undefined when the operation is one that the host does not know. */
export type Actions = readonly ResourceAction[] | undefined;

/** Knows the functions by their access key ids, and what each may do. */
export interface Authority {
  /** From now on knows these functions. */
  admit(functions: readonly Caller[]): void;
  /**
   * Whether a call must be refused, and why; undefined when it may go on. A key of no function is the user's, who may do
   * everything. A refusal is logged.
   */
  refuse(
    accessKeyId: string | undefined,
    operation: string,
    actionsIn: (place: Place) => Actions,
  ): Refusal | undefined;
}

/** Each function calls with a key of its own; all keys have the same secret. */
export const accessKeyIdFor = (functionName: string): string => `local-${functionName}`;

export function createAuthority(log: Pick<HostLog, 'error'>): Authority {
  const callers = new Map<string, { readonly caller: Caller; readonly policy: Policy }>();
  return {
    admit: (functions) => {
      for (const caller of functions) {
        callers.set(accessKeyIdFor(caller.functionName), { caller, policy: createPolicy(caller.statements) });
      }
    },
    refuse: (accessKeyId = '', operation, actionsIn) => {
      const known = callers.get(accessKeyId);
      if (known === undefined) return;
      const { caller, policy } = known;
      const actions = actionsIn(caller);
      if (actions === undefined) {
        const message = `The rights that ${operation} needs are not modelled by the local host.`;
        log.error(`${caller.functionName}: ${message}`);
        return { reason: 'not modelled', message };
      }
      for (const wanted of actions) {
        const decision = policy(wanted);
        if (decision === 'allowed') continue;
        log.error(
          `${caller.functionName} is not authorized to perform ${wanted.action} on ${wanted.resource} (its role ${caller.roleName})`,
        );
        return { reason: 'denied', message: describe(caller, wanted, decision) };
      }
      return;
    },
  };
}

function describe(
  { account, roleName, functionName }: Caller,
  { action, resource }: ResourceAction,
  decision: 'not allowed' | 'denied',
): string {
  const user = `arn:aws:sts::${account}:assumed-role/${roleName}/${functionName}`;
  const why =
    decision === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

/** The access key id of a signature's `Credential=key/date/region/service/aws4_request`, or of that value alone. */
export const accessKeyIdOf = (text: string | undefined): string | undefined =>
  /(?:^|Credential=)([^/=\s]+)\/\d{8}\//.exec(text ?? '')?.[1];
