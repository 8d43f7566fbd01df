/** A number of records as people read it, to two decimals; never minus zero. */
export const hundredths = (records: number): number => Math.round(records * 100) / 100 + 0;
