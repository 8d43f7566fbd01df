const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endLength = 22;
const longestComment = 65_535;
const entryLength = 46;

/** Where the record is that ends a ZIP file, behind which there may be a comment. */
const findEnd = (zip: Buffer): number => {
  const first = Math.max(0, zip.length - endLength - longestComment);
  for (let place = zip.length - endLength; place >= first; place--) {
    if (zip.readUInt32LE(place) === endMark) return place;
  }
  return -1;
};

/**
 * How many bytes the entries of a ZIP file say that they have when they are unpacked; undefined if its directory cannot be read.
 * An entry whose size does not fit 32 bits counts as 4 GiB.
 */
export const unpackedSize = (zip: Buffer): number | undefined => {
  const end = findEnd(zip);
  if (end < 0) return undefined;
  const count = zip.readUInt16LE(end + 10);
  let place = zip.readUInt32LE(end + 16);
  let size = 0;
  for (let n = 0; n < count; n++) {
    if (place + entryLength > zip.length || zip.readUInt32LE(place) !== entryMark) return undefined;
    size += zip.readUInt32LE(place + 24);
    place +=
      entryLength +
      zip.readUInt16LE(place + 28) +
      zip.readUInt16LE(place + 30) +
      zip.readUInt16LE(place + 32);
  }
  return size;
};
