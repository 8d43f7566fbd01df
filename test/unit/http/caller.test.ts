import { describe, expect, it } from 'vitest';
import { Forbidden } from '../../../lib/domain/errors.ts';
import { callerFrom, objectScope, requireScope } from '../../../lib/http/caller.ts';

describe('callerFrom', () => {
  it.each<[string, Parameters<typeof callerFrom>[0], string[]]>([
    ['separated by blanks', { scope: 'crm.import automation' }, ['crm.import', 'automation']],
    [
      'in a list, as API Gateway writes one',
      { scope: '[crm.import automation]' },
      ['crm.import', 'automation'],
    ],
    ['under the name scp', { scp: '[crm.import]' }, ['crm.import']],
    ['behind the name of the service, as Cognito writes them', { scope: 'rota/crm.import' }, ['crm.import']],
    ['of another service only under its name', { scope: 'other/crm.import' }, ['other/crm.import']],
    ['nowhere', { sub: 'ada' }, []],
    ['in something that is no text', { scope: 7 }, []],
  ])('finds scopes %s', (_, claims, expected) => {
    expect([...callerFrom(claims).scopes]).toEqual(expected);
  });

  it.each([
    ['the e-mail', { email: 'ada@example.com', sub: '7' }, 'ada@example.com'],
    ['else the subject', { sub: '7' }, '7'],
    ['else nobody known', {}, 'unknown'],
  ])('takes for the actor %s', (_, claims, actor) => {
    expect(callerFrom(claims).actor).toBe(actor);
  });
});

describe('requireScope', () => {
  const caller = callerFrom({ sub: 'ada', scope: 'crm.objects.contacts.read' });

  it('lets a caller with the scope pass', () => {
    expect(() => requireScope(caller, objectScope('contacts', 'read'))).not.toThrow();
  });

  it('does not take reading for writing, and names what is missing', () => {
    const refused = () => requireScope(caller, objectScope('contacts', 'write'));
    expect(refused).toThrow(new Forbidden(['crm.objects.contacts.write']));
  });
});
