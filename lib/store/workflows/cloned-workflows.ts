import type { ClonedWorkflows } from '../../app/ports/workflows.ts';
import type { Dynamo } from '../dynamo.ts';
import { type RotationTables, rotationOpening } from '../rotations/rotation-opening.ts';
import { transact } from '../transaction.ts';
import { newWorkflowWrites } from './workflow-store.ts';

/** Keeps copies of workflows in the table Directory, with their rotations and the standings of these, in one transaction. */
export const clonedWorkflows = (dynamo: Dynamo, tables: RotationTables): ClonedWorkflows => ({
  async create(workflow, rotations) {
    const opened = rotations.flatMap(({ rotation, standings }) =>
      rotationOpening(tables, rotation, standings),
    );
    const result = await transact(dynamo, [...newWorkflowWrites(tables.directory, workflow), ...opened]);
    return result.committed;
  },
});
