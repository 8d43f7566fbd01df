import { objectTypes } from '../domain/object-type.ts';

/** Every scope that a token can carry. */
export const allScopes: readonly string[] = [
  ...objectTypes.flatMap((type) => [
    `crm.objects.${type}.read`,
    `crm.objects.${type}.write`,
    `crm.schemas.${type}.read`,
    `crm.schemas.${type}.write`,
  ]),
  'crm.objects.owners.read',
  'crm.import',
  'settings.users.read',
  'settings.users.write',
  'automation',
];

/** What Cognito puts before each scope, `rota/crm.import`; other issuers name the scopes as they are. */
export const scopeOwner = 'rota';
