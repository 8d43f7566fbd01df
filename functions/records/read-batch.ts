import { setKnowing } from '../../lib/app/properties/set-knowing.ts';
import { findRecords } from '../../lib/app/records/find-record.ts';
import { addressOf } from '../../lib/domain/record/address.ts';
import type { Route } from '../../lib/http/api.ts';
import { parse } from '../../lib/http/parse.ts';
import { addressed } from './addressed.ts';
import { batchReply } from './batch-reply.ts';
import { batchReadBody } from './record-body.ts';
import { batchReadQuery } from './record-query.ts';
import { type ShowDeps, showRecords } from './show-records.ts';

/** Reads up to a hundred records by id, or by their values of one unique property; each is shown once. */
export const readBatch =
  (deps: ShowDeps): Route =>
  async (request) => {
    const { objectType } = addressed(request, 'read');
    const { inputs, idProperty, ...wanted } = parse(batchReadBody, request.body);
    const { archived } = parse(batchReadQuery, request.query, 'query');
    const startedAt = deps.now();
    const set = await setKnowing(deps.properties, objectType, idProperty === undefined ? [] : [idProperty]);
    const ids = [...new Set(inputs.map(({ id }) => id))];
    const records = await findRecords(
      deps.records,
      objectType,
      ids.map((id) => addressOf(set, id, idProperty)),
    );
    const shown = records.map((record) =>
      record !== undefined && (record.archivedAt !== null) === archived ? record : undefined,
    );
    const missing = ids.filter((_, place) => shown[place] === undefined);
    const found = new Map(shown.flatMap((record) => (record === undefined ? [] : [[record.id, record]])));
    const errors = [
      {
        status: 'error' as const,
        category: 'OBJECT_NOT_FOUND',
        message: `There are no ${objectType} with these ids.`,
        context: { ids: missing },
      },
    ];
    return batchReply({
      startedAt,
      completedAt: deps.now(),
      results: await showRecords(deps, objectType, wanted, [...found.values()]),
      errors: missing.length === 0 ? [] : errors,
      successStatus: 200,
    });
  };
