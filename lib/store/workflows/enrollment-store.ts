import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { EnrollmentStore } from '../../app/ports/workflows.ts';
import type { WorkflowEnrollment } from '../../domain/workflow/enrollment.ts';
import { batchGet } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { itemsOf } from '../records/record-commit.ts';
import { writeOnceFree } from '../single-write.ts';
import { transact } from '../transaction.ts';
import { fromEnrollmentItem, toEnrollmentItem } from './enrollment-item.ts';
import { listEnrollments } from './enrollment-list.ts';

type Reader = Pick<EnrollmentStore, 'getMany' | 'list'>;

/** Reading enrollments, for the functions that need no more of them. */
export const enrollmentReader = (dynamo: Dynamo, table: string): Reader => {
  const getMany: Reader['getMany'] = async (ids) => {
    const keys = [...new Set(ids)].map((enrollmentId) => ({ enrollmentId }));
    const found = await batchGet(dynamo, new Map([[table, keys]]));
    return new Map((found.get(table) ?? []).map(fromEnrollmentItem).map((each) => [each.id, each]));
  };
  return {
    getMany,
    list: (workflowId, page) => listEnrollments(dynamo, { ...page, table, workflowId, getMany }),
  };
};

/** Keeping new enrollments: the key says what enrolled, so that a second delivery finds the first. */
export const enrollmentOpener = (dynamo: Dynamo, table: string): Pick<EnrollmentStore, 'begin'> => ({
  async begin(enrollment): Promise<WorkflowEnrollment> {
    try {
      await writeOnceFree(() =>
        dynamo.send(
          new PutCommand({
            TableName: table,
            Item: toEnrollmentItem(enrollment),
            ConditionExpression: 'attribute_not_exists(enrollmentId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return enrollment;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item !== undefined)
        return fromEnrollmentItem(unmarshall(error.Item));
      throw error;
    }
  },
});

/** A workflow sets no property whose values tell records apart, so there are no keys that could move with one. */
const noKeys = '';

/** The records' ways through workflows, in the table Enrollments; each step in one transaction with the record that it writes. */
export const enrollmentStore = (
  dynamo: Dynamo,
  tables: { enrollments: string; records: string },
): EnrollmentStore => ({
  ...enrollmentReader(dynamo, tables.enrollments),
  ...enrollmentOpener(dynamo, tables.enrollments),
  async commit({ before, after, record }) {
    const result = await transact(dynamo, [
      {
        Put: {
          TableName: tables.enrollments,
          Item: toEnrollmentItem(after),
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': before.version },
        },
      },
      ...(record === undefined ? [] : itemsOf({ ...tables, recordKeys: noKeys }, record)),
    ]);
    return result.committed;
  },
});
