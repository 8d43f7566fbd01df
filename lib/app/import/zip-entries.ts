const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endLength = 22;
const longestComment = 65_535;
const entryLength = 46;

/** A file in a ZIP file, as the directory describes it; `header` is where its own header begins. */
export type ZipEntry = { name: string; method: number; packed: number; unpacked: number; header: number };

/** Where the record is that ends a ZIP file, behind which there may be a comment. */
const findEnd = (zip: Buffer): number => {
  const first = Math.max(0, zip.length - endLength - longestComment);
  for (let place = zip.length - endLength; place >= first; place--) {
    if (zip.readUInt32LE(place) === endMark) return place;
  }
  return -1;
};

/** What is in a ZIP file; undefined if its directory cannot be read. A size that does not fit 32 bits is 4 GiB. */
export const zipEntries = (zip: Buffer): ZipEntry[] | undefined => {
  const end = findEnd(zip);
  if (end < 0) return undefined;
  const count = zip.readUInt16LE(end + 10);
  let place = zip.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let n = 0; n < count; n++) {
    if (place + entryLength > zip.length || zip.readUInt32LE(place) !== entryMark) return undefined;
    const nameEnd = place + entryLength + zip.readUInt16LE(place + 28);
    entries.push({
      name: zip.toString('utf8', place + entryLength, nameEnd),
      method: zip.readUInt16LE(place + 10),
      packed: zip.readUInt32LE(place + 20),
      unpacked: zip.readUInt32LE(place + 24),
      header: zip.readUInt32LE(place + 42),
    });
    place = nameEnd + zip.readUInt16LE(place + 30) + zip.readUInt16LE(place + 32);
  }
  return entries;
};

/** How many bytes the entries say that they have when they are unpacked. */
export const unpackedSize = (entries: readonly ZipEntry[]): number =>
  entries.reduce((size, { unpacked }) => size + unpacked, 0);
