import { archiveProperty } from '../../lib/app/properties/change-property.ts';
import { createProperty } from '../../lib/app/properties/create-property.ts';
import type { PropertyDeps } from '../../lib/app/properties/property-deps.ts';
import { NotFound } from '../../lib/domain/errors.ts';
import type { Request, Route } from '../../lib/http/api.ts';
import { describeError, isOurFault } from '../../lib/http/error-reply.ts';
import { parse } from '../../lib/http/parse.ts';
import { noContent, type Reply } from '../../lib/http/reply.ts';
import { log } from '../../lib/log.ts';
import { addressed } from './addressed.ts';
import { archiveBody, createBody, readBody } from './batch-body.ts';
import { listProperties } from './find-properties.ts';
import { newProperty } from './property-body.ts';
import { customReply, type PropertyReply } from './property-reply.ts';

const errorOf = ({ requestId }: Request, error: unknown, name: string) => {
  if (isOurFault(error)) log.error('property of a batch failed', { requestId, name, error });
  return { status: 'error', ...describeError(error), context: { name: [name] } };
};

const batchReply = (batch: {
  startedAt: string;
  completedAt: string;
  results: PropertyReply[];
  errors: ReturnType<typeof errorOf>[];
  successStatus: number;
}): Reply => {
  const { errors, successStatus, ...rest } = batch;
  const body = { status: 'COMPLETE', ...rest };
  return errors.length === 0
    ? { status: successStatus, body }
    : { status: 207, body: { ...body, numErrors: errors.length, errors } };
};

export const createBatch =
  (deps: PropertyDeps): Route =>
  async (request) => {
    const { objectType, by } = addressed(request, 'write');
    const asked = parse(createBody, request.body).inputs;
    const startedAt = deps.now();
    const results: PropertyReply[] = [];
    const errors: ReturnType<typeof errorOf>[] = [];
    // One after the other: all of them move one counter.
    for (const one of asked) {
      try {
        results.push(customReply(await createProperty(deps, newProperty(objectType, one), by)));
      } catch (error) {
        errors.push(errorOf(request, error, one.name));
      }
    }
    return batchReply({ startedAt, completedAt: deps.now(), results, errors, successStatus: 201 });
  };

export const readBatch =
  (deps: PropertyDeps): Route =>
  async (request) => {
    const { objectType } = addressed(request, 'read');
    const asked = parse(readBody, request.body);
    const startedAt = deps.now();
    const all = await listProperties(deps.properties, objectType, asked.archived);
    const byName = new Map(all.map((property) => [property.name, property]));
    const wanted = [...new Set(asked.inputs.map(({ name }) => name))];
    const missing = wanted.filter((name) => !byName.has(name));
    const refusal = (name: string) => new NotFound(`There is no property ${name} of ${objectType}.`);
    return batchReply({
      startedAt,
      completedAt: deps.now(),
      results: wanted.flatMap((name) => byName.get(name) ?? []),
      errors: missing.map((name) => errorOf(request, refusal(name), name)),
      successStatus: 200,
    });
  };

/** Answers as HubSpot does: a property that is not there is archived already. */
export const archiveBatch =
  (deps: PropertyDeps): Route =>
  async (request) => {
    const { objectType, by } = addressed(request, 'write');
    for (const { name } of parse(archiveBody, request.body).inputs) {
      try {
        await archiveProperty(deps, { objectType, name }, by);
      } catch (error) {
        if (!(error instanceof NotFound)) throw error;
      }
    }
    return noContent;
  };
