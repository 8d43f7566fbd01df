const firstId = 4n * 10n ** 15n;
const ids = 5n * 10n ** 15n;

/**
 * The id of an import, from a number that is drawn or that follows from what the import is of. HubSpot's client takes the id of an import as
 * a number, so that it has to stay below 2^53. No time of this century is one, in whichever unit: folders are called so.
 *
 * @param bits 64 bits, of which each is as likely as the other
 */
export const importIdFrom = (bits: bigint): string => String(firstId + (bits % ids));

/** What every id of an import matches. */
export const importIdPattern = '[4-8]\\d{15}';
