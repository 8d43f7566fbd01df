import fc from 'fast-check';

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

/** Any text at all: control characters, halves of surrogate pairs, and plain letters often enough. */
export const anyText: fc.Arbitrary<string> = fc.oneof(fc.string(), fc.string({ unit: codeUnit }));
