import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { OwnerChange } from '../domain/change.ts';
import { fromChangeItem } from './change-store.ts';

type Image = Parameters<typeof unmarshall>[0];

/**
 * A change from an image of the stream of the table Changes.
 *
 * @throws Error if the image is not a change's
 */
export const changeFromImage = (image: unknown): OwnerChange => fromChangeItem(unmarshall(image as Image));
