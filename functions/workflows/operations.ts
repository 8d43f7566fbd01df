import * as z from 'zod/mini';
import type { Operation, Operations } from '../../lib/http/openapi/operation.ts';
import { count, pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { named } from '../../lib/http/openapi/schema-names.ts';
import type { routes } from './routes.ts';
import { cloneBody, enrollBody, newWorkflowBody, testBody, workflowChangeBody } from './workflow-body.ts';
import { enrollmentSchema, trialSchema, workflowSchema } from './workflow-schema.ts';

const about = { tag: 'Workflows', scopes: ['automation'] } satisfies Partial<Operation>;
const one = { ...about, refuses: [404] } satisfies Partial<Operation>;

export const operations: Operations<(typeof routes)[number]> = {
  'GET /ownership/v1/workflows': {
    id: 'listWorkflows',
    ...about,
    summary: 'Lists the workflows',
    query: pageParameters,
    answers: { 200: pageOf(workflowSchema) },
  },
  'POST /ownership/v1/workflows': {
    id: 'createWorkflow',
    ...about,
    summary: 'Creates a workflow',
    description:
      'It is switched off unless `enabled` says otherwise. Without filters, records enrol by hand only.',
    body: named('WorkflowInput', newWorkflowBody),
    answers: { 201: workflowSchema },
  },
  'GET /ownership/v1/workflows/{workflowId}': {
    id: 'getWorkflow',
    ...one,
    summary: 'Gives one workflow',
    answers: { 200: workflowSchema },
  },
  'PATCH /ownership/v1/workflows/{workflowId}': {
    id: 'updateWorkflow',
    ...one,
    summary: 'Changes a workflow, or switches it on or off',
    description: 'Records that have enrolled go on in the workflow as it was then.',
    body: named('WorkflowChange', workflowChangeBody),
    answers: { 200: workflowSchema },
    refuses: [404, 409],
  },
  'DELETE /ownership/v1/workflows/{workflowId}': {
    id: 'deleteWorkflow',
    ...one,
    summary: 'Deletes a workflow',
    description: 'Records that have enrolled go on to its end.',
    answers: { 204: null },
    refuses: [404, 409],
  },
  'POST /ownership/v1/workflows/{workflowId}/clone': {
    id: 'cloneWorkflow',
    ...one,
    summary: 'Copies a workflow, switched off, with rotations of its own',
    body: cloneBody,
    bodyOptional: true,
    answers: { 201: workflowSchema },
  },
  'GET /ownership/v1/workflows/{workflowId}/enrollments': {
    id: 'listWorkflowEnrollments',
    ...one,
    summary: 'Lists the records that have enrolled, newest first, with their path and what came of each step',
    query: pageParameters,
    answers: { 200: pageOf(enrollmentSchema) },
  },
  'POST /ownership/v1/workflows/{workflowId}/enrollments': {
    id: 'enrollInWorkflow',
    ...one,
    summary: 'Enrolls records by hand, whether or not they match',
    scopes: ['automation', 'crm.objects.{objectType}.write'],
    body: enrollBody,
    answers: { 202: z.strictObject({ requested: count }) },
    refuses: [404, 409],
  },
  'POST /ownership/v1/workflows/{workflowId}/test': {
    id: 'testWorkflow',
    ...one,
    summary: 'Tells what a workflow would do with a record, and writes nothing',
    scopes: ['automation', 'crm.objects.{objectType}.read'],
    body: testBody,
    answers: { 200: trialSchema },
  },
};
