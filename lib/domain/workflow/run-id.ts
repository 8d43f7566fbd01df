/** The run of a workflow to which everything belongs that one run, or one request, has made it do. */
export const workflowRunOf = (workflowId: string, cause: string): string => `${workflowId}-${cause}`;

/** The run that has made a workflow do this run; undefined if it is none of a workflow's. Ids of workflows are digits, others begin otherwise. */
export const causeOfRun = (runId: string): string | undefined => /^\d+-(.+)$/.exec(runId)?.[1];
