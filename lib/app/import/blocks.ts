import type { Pieces } from '../ports/import-file.ts';

const usualBlock = 64 * 1024;

const toBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** The same bytes in blocks of at least 64 KiB, the last one aside, since each block costs as much as many bytes. */
export async function* inBlocks(
  pieces: Pieces | Iterable<Uint8Array>,
  least = usualBlock,
): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    held.push(piece);
    size += piece.byteLength;
    if (size < least) continue;
    const [first = piece] = held;
    yield held.length === 1 ? toBuffer(first) : Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}
