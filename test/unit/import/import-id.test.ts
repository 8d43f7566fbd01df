import fc from 'fast-check';
import { expect, it } from 'vitest';
import { importIdFrom, importIdPattern } from '../../../lib/domain/import/import-id.ts';

it('every id of an import survives as a JSON number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (bits) => {
      const id = importIdFrom(bits);
      expect(Number.isSafeInteger(Number(id))).toBe(true);
      expect(String(Number(id))).toBe(id);
      expect(id).toMatch(new RegExp(`^${importIdPattern}$`));
    }),
  );
});
