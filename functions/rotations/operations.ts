import * as z from 'zod/mini';
import type { Operation, Operations } from '../../lib/http/openapi/operation.ts';
import { count, pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { named } from '../../lib/http/openapi/schema-names.ts';
import { enrollmentBody, newRotationBody, rotationChangeBody } from './rotation-body.ts';
import {
  decisionSchema,
  explainedDecisionSchema,
  replaySchema,
  rotationSchema,
  simulationSchema,
  standingsSchema,
  warnings,
} from './rotation-schema.ts';
import type { routes } from './routes.ts';
import { simulationBody } from './simulation-body.ts';

const about = { tag: 'Rotations', scopes: ['automation'] } satisfies Partial<Operation>;
const one = { ...about, refuses: [404] } satisfies Partial<Operation>;

export const operations: Operations<(typeof routes)[number]> = {
  'GET /ownership/v1/rotations': {
    id: 'listRotations',
    ...about,
    summary: 'Lists the rotations',
    query: pageParameters,
    answers: { 200: pageOf(rotationSchema) },
  },
  'POST /ownership/v1/rotations': {
    id: 'createRotation',
    ...about,
    summary: 'Creates a rotation',
    description: 'Give either `members` or `teamIds`.',
    body: named('RotationInput', newRotationBody),
    answers: { 201: rotationSchema },
  },
  'GET /ownership/v1/rotations/{rotationId}': {
    id: 'getRotation',
    ...one,
    summary: 'Gives one rotation',
    answers: { 200: rotationSchema },
  },
  'PATCH /ownership/v1/rotations/{rotationId}': {
    id: 'updateRotation',
    ...one,
    summary: 'Changes a rotation',
    description: 'Other members begin a new epoch, unless `onMembersChange` is `keep`; nothing else does.',
    body: named('RotationChange', rotationChangeBody),
    answers: { 200: rotationSchema },
    refuses: [404, 409],
  },
  'DELETE /ownership/v1/rotations/{rotationId}': {
    id: 'deleteRotation',
    ...one,
    summary: 'Deletes a rotation',
    answers: { 204: null },
    refuses: [404, 409],
  },
  'GET /ownership/v1/rotations/{rotationId}/standings': {
    id: 'getStandings',
    ...one,
    summary: 'Tells who has received how many, and who takes part in the next turn',
    answers: { 200: standingsSchema },
  },
  'POST /ownership/v1/rotations/{rotationId}/enrollments': {
    id: 'enrollInRotation',
    ...one,
    summary: 'Enrolls records',
    description: 'They are decided in batches of up to 98, soon after.',
    scopes: ['automation', 'crm.objects.{objectType}.write'],
    body: enrollmentBody,
    answers: { 202: z.strictObject({ batches: count, enrolled: count, warnings }) },
  },
  'GET /ownership/v1/rotations/{rotationId}/decisions': {
    id: 'listDecisions',
    ...one,
    summary: 'Lists the decisions, newest first',
    query: pageParameters,
    answers: { 200: pageOf(decisionSchema) },
  },
  'GET /ownership/v1/rotations/{rotationId}/decisions/{batchId}': {
    id: 'getDecision',
    ...one,
    summary: 'Gives one decision and explains each record',
    answers: { 200: explainedDecisionSchema },
  },
  'POST /ownership/v1/rotations/{rotationId}/replay': {
    id: 'replayRotation',
    ...one,
    summary: 'Computes the epoch again from its log and says where it differs',
    answers: { 200: replaySchema },
  },
  'POST /ownership/v1/rotations/{rotationId}/simulations': {
    id: 'simulateRotation',
    ...one,
    summary: 'Tries a rotation, as it is or changed, without giving anything away',
    body: named('SimulationInput', simulationBody),
    bodyOptional: true,
    answers: { 200: simulationSchema },
  },
};
