/** No byte of any UTF-8 text: it stands where a character was none, so that whoever reads the text finds the place. */
const noCharacter = Buffer.from([0xff]);

const loneSurrogate = /[\uD800-\uDFFF]/u;
const highSurrogate = /[\uD800-\uDBFF]$/u;

const toUtf8 = (text: string): Buffer => {
  if (text.isWellFormed()) return Buffer.from(text);
  const [first = '', ...others] = text.split(loneSurrogate).map((part) => Buffer.from(part));
  return Buffer.concat([Buffer.from(first), ...others.flatMap((part) => [noCharacter, part])]);
};

/**
 * A text in UTF-16, which begins with a byte order mark, in UTF-8. What is no character, and a file that ends within one, comes
 * out as a byte that is none in UTF-8 either.
 */
export async function* utf16AsText(
  blocks: AsyncIterable<Buffer>,
  order: 'utf16le' | 'utf16be',
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of blocks) {
    const bytes = Buffer.concat([rest, block]);
    const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
    const units = order === 'utf16be' ? Buffer.from(even).swap16() : even;
    const text = units.toString('utf16le');
    // The other half of a pair may come with the next block.
    const whole = highSurrogate.test(text) ? text.slice(0, -1) : text;
    rest = Buffer.from(bytes.subarray(2 * whole.length));
    yield toUtf8(whole);
  }
  if (rest.length > 0) yield noCharacter;
}
