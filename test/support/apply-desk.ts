import type { ApplyDeps } from '../../lib/app/import/apply-deps.ts';
import { applyImport } from '../../lib/app/import/apply-import.ts';
import { runApply } from '../../lib/app/import/run-apply.ts';
import type { Apply } from '../../lib/domain/import/apply.ts';
import type { ImportJob } from '../../lib/domain/import/import.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { applyStore } from '../../lib/store/jobs/apply-store.ts';
import type { TestDynamo } from './dynamo.ts';
import type { ImportService } from './imports.ts';

/** A desk at which dry runs are applied; what goes to the queue waits in `handedOn`. */
export const applyDesk = (
  { client, tables }: Pick<TestDynamo, 'tables'> & { client: Dynamo },
  { deps, jobs }: ImportService,
) => {
  const handedOn: string[] = [];
  const applying = {
    ...deps,
    imports: jobs,
    applies: applyStore(client, tables.jobs),
    applyQueue: { send: async (id: string) => void handedOn.push(id) },
    importQueue: deps.queue,
  } satisfies ApplyDeps;
  return {
    handedOn,
    applying,
    apply: (job: ImportJob, actor = 'ada@example.com'): Promise<Apply> => applyImport(applying, job, actor),
    /** @param isShort asked before each step */
    goOn: (job: ImportJob, isShort = () => false): Promise<Apply> => runApply(applying, job.id, isShort),
  };
};
