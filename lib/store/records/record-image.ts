import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { CrmRecord } from '../../domain/record/record.ts';
import { fromRecordItem } from './record-item.ts';

type Image = Parameters<typeof unmarshall>[0];

/**
 * A record from an image of the stream of the table Records.
 *
 * @throws Error if the image is not a record's
 */
export const recordFromImage = (image: unknown): CrmRecord => fromRecordItem(unmarshall(image as Image));
