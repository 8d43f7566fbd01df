import { describe, expect, it } from 'vitest';
import type { Place } from '../../../../lib/domain/job/job.ts';
import {
  handoverRoad,
  historyShardAt,
  nextPartition,
  type Road,
  shardAt,
  undoRoad,
} from '../../../../lib/domain/job/place.ts';
import { anUndo } from '../../../support/jobs.ts';

const start: Place = { pass: 1, partition: 0, after: null };

const wholeWay = (road: Road): Place[] => {
  const places: Place[] = [];
  for (let place: Place | undefined = start; place !== undefined; place = nextPartition(place, road))
    places.push(place);
  return places;
};

describe('a handover', () => {
  it('goes through each shard of each object type twice', () => {
    const job = { objectTypes: ['contacts' as const, 'deals' as const] };
    const way = wholeWay(handoverRoad(job)).map((place) => {
      const { objectType, shard } = shardAt(job, place);
      return `${place.pass} ${objectType} ${shard}`;
    });
    expect(way).toHaveLength(2 * 2 * 8);
    expect(new Set(way).size).toBe(way.length);
    expect([way[0], way[7], way[8], way[16], way[31]]).toEqual([
      '1 contacts 0',
      '1 contacts 7',
      '1 deals 0',
      '2 contacts 0',
      '2 deals 7',
    ]);
  });

  it('has no partition beyond its last', () => {
    expect(() => shardAt({ objectTypes: ['contacts'] }, { ...start, partition: 8 })).toThrow(RangeError);
  });
});

it('an undo goes through each shard once', () => {
  const undo = anUndo();
  const way = wholeWay(undoRoad(undo));
  expect(way.map((place) => historyShardAt(undo, place))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

it('an undo that archives goes through what was created first', () => {
  const undo = anUndo({ ofImport: { known: 1, created: { total: 1, archived: 0, kept: {} } } });
  const way = wholeWay(undoRoad(undo));
  expect(way.map((place) => historyShardAt(undo, place))).toEqual([undefined, 0, 1, 2, 3, 4, 5, 6, 7]);
});

it('a new partition is read from its beginning', () => {
  expect(nextPartition({ pass: 1, partition: 0, after: '99' }, undoRoad(anUndo()))).toEqual({
    pass: 1,
    partition: 1,
    after: null,
  });
});
