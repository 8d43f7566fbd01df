import { describe, expect, it } from 'vitest';
import { propertySet } from '../../../../lib/domain/record/property-set.ts';
import type { CrmRecord } from '../../../../lib/domain/record/record.ts';
import { triggerOf, watch } from '../../../../lib/domain/workflow/trigger.ts';
import type { Workflow } from '../../../../lib/domain/workflow/workflow.ts';
import { aContact, aWorkflow, aWrite, where } from '../../../support/builders.ts';

const inSpain = aContact({ properties: { country: 'Spain' } });
const elsewhere: CrmRecord = { ...inSpain, properties: { country: 'Peru' } };
const enrollment = { filterGroups: where('country', 'EQ', 'spain'), reEnroll: false };
const workflow = aWorkflow([], { enrollment, triggersSince: '2026-03-01T08:00:00.000Z' });
const trigger = (
  before: CrmRecord | undefined,
  after: CrmRecord,
  fields: Partial<Workflow> = {},
  committedAt = '',
) => triggerOf(watch({ ...workflow, ...fields }, propertySet('contacts')), { before, after, committedAt });
const writtenBy = (hops: number, id = 'other'): CrmRecord => ({
  ...inSpain,
  lastWrite: aWrite({ workflow: { id, enrollmentId: 'e', hops } }),
});
const earlier: CrmRecord = { ...inSpain, lastWrite: aWrite({ at: '2026-03-01T07:59:59.999Z' }) };

describe('a record enrols', () => {
  it.each<[string, CrmRecord | undefined, CrmRecord, string]>([
    ['created so', undefined, inSpain, 'ENROLLS'],
    ['changed so', elsewhere, inSpain, 'ENROLLS'],
    ['that matched before', inSpain, inSpain, 'NO'],
    ['that matches no more', inSpain, elsewhere, 'NO'],
    ['that is archived', elsewhere, { ...inSpain, archivedAt: inSpain.createdAt }, 'NO'],
    ['brought back', { ...inSpain, archivedAt: inSpain.createdAt }, inSpain, 'ENROLLS'],
    ['written by this workflow', elsewhere, writtenBy(1, workflow.id), 'NO'],
    ['written by another workflow', elsewhere, writtenBy(9), 'ENROLLS'],
    ['to which ten workflows have led', elsewhere, writtenBy(10), 'TOO_MANY_HOPS'],
    ['written before it was switched on', undefined, earlier, 'NO'],
  ])('%s', (_, before, after, expected) => {
    expect(trigger(before, after)).toBe(expected);
  });

  it('if its write began before the workflow was switched on, and was committed after', () => {
    expect(trigger(undefined, earlier, {}, '2026-03-01T08:00:01.000Z')).toBe('ENROLLS');
  });

  it.each<[string, Partial<Workflow>]>([
    ['switched off', { enabled: false }],
    ['about another object type', { objectType: 'deals' }],
    ['without filters', { enrollment: { filterGroups: [], reEnroll: true } }],
  ])('not in a workflow that is %s', (_, fields) => {
    expect(trigger(undefined, inSpain, fields)).toBe('NO');
  });
});
