import * as z from 'zod/mini';
import { propertyNameField } from '../../lib/http/fields.ts';
import { propertyBody } from './property-body.ts';

const inputs = <S extends z.ZodMiniType>(input: S) => z.array(input).check(z.minLength(1), z.maxLength(100));

const names = inputs(z.strictObject({ name: propertyNameField }));

export const createBody = z.strictObject({ inputs: inputs(propertyBody) });
export const readBody = z.strictObject({ inputs: names, archived: z._default(z.boolean(), false) });
export const archiveBody = z.strictObject({ inputs: names });
