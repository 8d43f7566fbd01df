/** How many partitions each index of Records and Changes is spread over, since one takes 1,000 writes a second. */
export const shardCount = 8;

/**
 * The shard of an id: FNV-1a over its UTF-16 code units, modulo {@link shardCount}. The same id always gives the same shard,
 * so a write finds the index entry of the write before it.
 */
export const shardOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash ^= id.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % shardCount;
};

export const allShards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);
