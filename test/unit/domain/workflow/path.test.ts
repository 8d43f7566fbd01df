import { describe, expect, it } from 'vitest';
import { propertySet } from '../../../../lib/domain/record/property-set.ts';
import { walk } from '../../../../lib/domain/workflow/path.ts';
import { actionAt, behind, firstPlace, placeText, settle } from '../../../../lib/domain/workflow/place.ts';
import type { Action } from '../../../../lib/domain/workflow/workflow.ts';
import { aContact, anOwner, aWorkflow, where } from '../../../support/builders.ts';

const city = (value: string): Action => ({ type: 'setProperty', property: 'city', value });
const rotate: Action = { type: 'rotate', rotationId: '7' };
const inBerlin: Action = {
  type: 'branch',
  branches: [{ name: 'Berlin', filterGroups: where('city', 'EQ', 'Berlin'), actions: [rotate] }],
  otherwise: [city('Berlin')],
};
const owner = anOwner();
const surroundings = { set: propertySet('contacts'), owners: new Map([[owner.id, owner]]) };
const along = (actions: Action[], properties = {}, from = firstPlace) =>
  walk({ workflow: aWorkflow(actions), surroundings }, from, aContact({ properties }));

describe('a place', () => {
  const actions = [city('a'), { ...inBerlin, otherwise: [city('b'), inBerlin] }, city('c')];

  it.each([
    [[0], 'actions[0]'],
    [[1, 0, 0], 'actions[1].branches[0].actions[0]'],
    [[1, 1, 0], 'actions[1].otherwise[0]'],
    [[1, 1, 1, 1, 0], 'actions[1].otherwise[1].otherwise[0]'],
  ])('%j is called %s', (place, text) => {
    expect(placeText(actions, place)).toBe(text);
    expect(actionAt(actions, place)).toBeDefined();
  });

  it('behind the end of a branch is where the action that branched is left', () => {
    expect(settle(actions, behind([1, 0, 0]))).toEqual([2]);
    expect(settle(actions, behind([1, 1, 1, 1, 0]))).toEqual([2]);
    expect(settle(actions, behind([2]))).toBeUndefined();
  });
});

describe('a walk', () => {
  it('ends at once where there is nothing to do', () => {
    const properties = { city: 'Rome' };
    expect(along([], properties)).toEqual({ steps: [], properties, rotates: null });
  });

  it('branches on what it has set before, and waits for a rotation', () => {
    expect(along([city('Berlin'), inBerlin, city('Rome')])).toEqual({
      steps: [
        { action: 'actions[0]', type: 'setProperty', outcome: 'DONE', property: 'city', value: 'Berlin' },
        { action: 'actions[1]', type: 'branch', outcome: 'DONE', branch: 'Berlin' },
      ],
      properties: { city: 'Berlin' },
      rotates: { place: [1, 0, 0], rotationId: '7' },
    });
  });

  it('goes on behind a rotation, out of the branch', () => {
    const { steps, rotates } = along([inBerlin, city('Rome')], { city: 'Berlin' }, behind([0, 0, 0]));
    expect(steps).toMatchObject([{ action: 'actions[1]', value: 'Rome' }]);
    expect(rotates).toBeNull();
  });

  it.each<[string, Action, object]>([
    [
      'an owner who is not there',
      { type: 'setOwner', ownerId: '404', property: 'hubspot_owner_id' },
      { reason: 'OWNER_NOT_FOUND' },
    ],
    [
      'a property that is not there',
      { type: 'setProperty', property: 'shoes', value: '1' },
      { reason: 'PROPERTY_DOESNT_EXIST' },
    ],
    [
      'a value that is no option',
      { type: 'setProperty', property: 'lifecyclestage', value: 'x' },
      { reason: 'INVALID_ENUMERATION_OPTION' },
    ],
    [
      'an e-mail for all',
      { type: 'setProperty', property: 'email', value: '' },
      { reason: 'UNIQUE_PROPERTY' },
    ],
  ])('notes %s, changes nothing, and goes on', (_, action, expected) => {
    const { steps, properties } = along([action, city('Rome')], { city: 'Rome' });
    expect(steps).toMatchObject([{ outcome: 'FAILED', ...expected }, { outcome: 'UNCHANGED' }]);
    expect(properties).toEqual({ city: 'Rome' });
  });

  it('clears a property with an empty value', () => {
    expect(along([city('')], { city: 'Rome' }).properties).toEqual({});
  });
});
