import * as z from 'zod/mini';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import { id, pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { named } from '../../lib/http/openapi/schema-names.ts';
import type { routes } from './routes.ts';
import { newUserBody, userChangeBody, userQuery } from './user-body.ts';

const tag = 'HubSpot: owners and users';
const read = ['settings.users.read'];
const write = ['settings.users.write'];

const user = named(
  'User',
  z.strictObject({
    id,
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    primaryTeamId: z.optional(id),
    secondaryTeamIds: z.array(id),
    roleIds: z.array(id),
    superAdmin: z.boolean(),
    sendWelcomeEmail: z.boolean(),
  }),
  'A user as HubSpot shows one: an active owner, under the same id.',
);

const team = named(
  'UserTeam',
  z.strictObject({ id, name: z.string(), userIds: z.array(id), secondaryUserIds: z.array(id) }),
  'A team and who belongs to it.',
);

export const operations: Operations<(typeof routes)[number]> = {
  'GET /settings/v3/users': {
    id: 'listUsers',
    summary: 'Lists the users',
    tag,
    scopes: read,
    query: pageParameters,
    answers: { 200: pageOf(user) },
  },
  'POST /settings/v3/users': {
    id: 'addUser',
    summary: 'Adds a user',
    description:
      'Somebody who was removed comes back under the id they had. Nobody is sent an e-mail, and there are no roles.',
    tag,
    scopes: write,
    body: named('UserInput', newUserBody),
    answers: { 201: user },
    refuses: [409],
  },
  'GET /settings/v3/users/teams': {
    id: 'listUserTeams',
    summary: 'Lists the teams with their members',
    tag,
    scopes: read,
    answers: { 200: z.strictObject({ results: z.array(team) }) },
  },
  'GET /settings/v3/users/{userId}': {
    id: 'getUser',
    summary: 'Gives one user',
    tag,
    scopes: read,
    query: userQuery,
    answers: { 200: user },
    refuses: [404],
  },
  'PUT /settings/v3/users/{userId}': {
    id: 'updateUser',
    summary: 'Changes the fields of a user that are given',
    tag,
    scopes: write,
    query: userQuery,
    body: named('UserChange', userChangeBody),
    answers: { 200: user },
    refuses: [404],
  },
  'DELETE /settings/v3/users/{userId}': {
    id: 'removeUser',
    summary: 'Removes a user, which deactivates the owner',
    description: 'What they own stays theirs until it is handed over.',
    tag,
    scopes: write,
    query: userQuery,
    answers: { 204: null },
    refuses: [404],
  },
};
