import * as z from 'zod/mini';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import { id, instant, pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { named } from '../../lib/http/openapi/schema-names.ts';
import type { routes } from './routes.ts';
import { teamBody } from './team-body.ts';

const tag = 'Owners and teams';
const read = ['crm.objects.owners.read'];
const write = ['settings.users.write'];

const body = named('TeamInput', teamBody);
const team = named(
  'Team',
  z.strictObject({ id, name: z.string(), createdAt: instant, updatedAt: instant }),
  'A group of owners. Who belongs to it is written on the owners.',
);

export const operations: Operations<(typeof routes)[number]> = {
  'GET /ownership/v1/teams': {
    id: 'listTeams',
    summary: 'Lists the teams',
    tag,
    scopes: read,
    query: pageParameters,
    answers: { 200: pageOf(team) },
  },
  'POST /ownership/v1/teams': {
    id: 'createTeam',
    summary: 'Creates a team',
    tag,
    scopes: write,
    body,
    answers: { 201: team },
  },
  'GET /ownership/v1/teams/{teamId}': {
    id: 'getTeam',
    summary: 'Gives one team',
    tag,
    scopes: read,
    answers: { 200: team },
    refuses: [404],
  },
  'PATCH /ownership/v1/teams/{teamId}': {
    id: 'updateTeam',
    summary: 'Renames a team',
    tag,
    scopes: write,
    body,
    answers: { 200: team },
    refuses: [404],
  },
  'DELETE /ownership/v1/teams/{teamId}': {
    id: 'deleteTeam',
    summary: 'Deletes a team that has no members',
    tag,
    scopes: write,
    answers: { 204: null },
    refuses: [404, 409],
  },
};
