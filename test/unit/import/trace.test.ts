import { describe, expect, it } from 'vitest';
import { traceOf, withTrace } from '../../../lib/domain/import/trace.ts';
import type { CrmRecord } from '../../../lib/domain/record/record.ts';
import { aContact } from '../../support/builders.ts';

const noon = '2026-11-23T12:00:00.000Z';
const later = '2026-11-24T11:59:00.000Z';
const nextDay = '2026-11-24T12:00:01.000Z';
const first = { runId: '1', rows: { email: 2, city: 900 } };
const second = { runId: '2', rows: { email: 3 } };

const written = (record: CrmRecord, trace: typeof first | typeof second, at: string): CrmRecord => ({
  ...record,
  imported: withTrace(record, trace, at),
  updatedAt: at,
});
const once = written(aContact(), first, noon);

describe('what a record remembers of imports', () => {
  it('is nothing of one that has not written it', () => {
    expect([traceOf(aContact(), '1'), traceOf(once, '2')]).toEqual([undefined, undefined]);
  });

  it('is that of each import at work, whichever wrote it last', () => {
    const twice = written(once, second, later);
    expect(traceOf(twice, '2')).toMatchObject(second);
    expect(traceOf(twice, '1')).toEqual({ ...first, seenAt: noon });
    const again = written(twice, { ...first, rows: { email: 2, city: 901 } }, later);
    expect(again.imported).toEqual({
      runId: '1',
      rows: { email: 2, city: 901 },
      others: [{ ...second, seenAt: later }],
    });
  });

  it('is forgotten of one that has not written it for a day', () => {
    expect(written(once, second, nextDay).imported).toEqual(second);
  });

  it('counts the day from the next write if only rows were noted, which leaves no time', () => {
    const noted = { ...once, imported: { ...first, onlyNoted: true as const } };
    expect(withTrace(noted, second, nextDay).others).toEqual([
      { ...first, onlyNoted: true, seenAt: nextDay },
    ]);
  });

  it('has room for a thousand properties of others, of which the latest are kept', () => {
    const wide = (runId: string) => ({
      runId,
      rows: Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`p${n}`, 2])),
    });
    let record = aContact();
    for (let n = 1; n <= 4; n++) {
      const at = `2026-11-23T12:00:0${n}.000Z`;
      record = { ...record, imported: withTrace(record, wide(String(n)), at), updatedAt: at };
    }
    expect(record.imported?.others?.map(({ runId }) => runId)).toEqual(['3', '2']);
  });
});
