import type { PropertyCatalog } from '../../lib/app/ports/properties.ts';
import { setKnowing } from '../../lib/app/properties/set-knowing.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import { type Address, addressOf } from '../../lib/domain/record/address.ts';
import type { Request } from '../../lib/http/api.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';
import { addressQuery } from './record-query.ts';

/**
 * The record that a path means: by its id, or by its value of the query's `idProperty`.
 *
 * @throws Invalid if records are not told apart by that property, NotFound if the id is longer than any
 */
export const recordInPath = async (
  properties: PropertyCatalog,
  objectType: ObjectType,
  { path, query }: Request,
): Promise<Address> => {
  const { idProperty } = parse(addressQuery, query, 'query');
  const set = await setKnowing(properties, objectType, idProperty === undefined ? [] : [idProperty]);
  const address = addressOf(set, path['recordId'] ?? '', idProperty);
  return typeof address === 'string' ? pathParameter(path, 'recordId') : address;
};
