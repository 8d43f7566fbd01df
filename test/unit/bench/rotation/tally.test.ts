import { describe, expect, it } from 'vitest';
import { countAnswer, countRefusal, newTally, sum } from '../../../../bench/rotation/tally.ts';

describe('a tally', () => {
  it('keeps the write units of tables and of their indexes apart', () => {
    const tally = newTally();
    const consumed = [
      {
        TableName: 'records',
        CapacityUnits: 6,
        Table: { CapacityUnits: 2 },
        GlobalSecondaryIndexes: { byOwner: { CapacityUnits: 3 }, byType: { CapacityUnits: 1 } },
      },
      { TableName: 'rotations', CapacityUnits: 4, Table: { CapacityUnits: 4 } },
    ];
    countAnswer(tally, 'TransactWriteItems', { attempts: 1, consumed });
    expect(tally.writeUnits).toEqual({ records: 2, rotations: 4 });
    expect(sum(tally.writeUnits)).toBe(6);
    expect(tally.indexWriteUnits).toBe(4);
    expect(tally.readUnits).toBe(0);
  });

  it('counts what is read as read units', () => {
    const tally = newTally();
    countAnswer(tally, 'BatchGetItem', {
      attempts: 1,
      consumed: [{ TableName: 'records', CapacityUnits: 98 }],
    });
    expect(tally).toMatchObject({ requests: 1, retries: 0, readUnits: 98, writeUnits: {} });
  });

  it('counts each request of the SDK, and those after the first as retries', () => {
    const tally = newTally();
    countAnswer(tally, 'PutItem', { attempts: 3, consumed: [] });
    expect(tally).toMatchObject({ requests: 3, retries: 2 });
  });

  it('counts a refused write as a retry, as a conflict of its table, and at what it costs', () => {
    const tally = newTally();
    countRefusal(tally, { attempts: 1, tables: ['rotations'], atFault: ['rotations'], unitsPerItem: 1 });
    expect(tally).toMatchObject({ requests: 1, retries: 1, conflicts: { rotations: 1 } });
    expect(tally.writeUnits).toEqual({ rotations: 1 });
  });

  it('counts all items of a cancelled transaction twice, and the conflict where it was', () => {
    const tally = newTally();
    const tables = ['rotations', 'rotations', 'records'];
    countRefusal(tally, { attempts: 1, tables, atFault: ['records'], unitsPerItem: 2 });
    expect(tally.writeUnits).toEqual({ rotations: 4, records: 2 });
    expect(tally.conflicts).toEqual({ records: 1 });
  });
});
