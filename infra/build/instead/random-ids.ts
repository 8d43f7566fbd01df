import { randomUUID } from 'node:crypto';

/** Stands in a bundle for the SDK's choice of a source of UUIDs, which loads all of Web Crypto to find the one that Node has anyway. */
export const bindV4 = (): typeof randomUUID => randomUUID;
