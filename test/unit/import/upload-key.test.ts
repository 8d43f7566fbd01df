import { expect, it } from 'vitest';
import { importIdOf } from '../../../lib/app/import/ids.ts';
import {
  importIdInKey,
  isFolder,
  objectTypeInKey,
  uploadKey,
} from '../../../lib/domain/import/upload-key.ts';

const id = '4234567890123456';
const file = { bucket: 'b', key: 'imports/contacts/a.csv', etag: 'e', versionId: null };

it.each([
  ['imports/contacts/a.csv', 'contacts'],
  ['imports/company/2026/may/ä b+c.CSV', 'companies'],
  ['imports/0-3/a.csv', 'deals'],
])('%s is a file of %s', (key, type) => {
  expect(objectTypeInKey(key)).toBe(type);
});

it.each([
  ['imports/widgets/a.csv', 'MISSING_OBJECT_DEFINITION'],
  ['imports/a.csv', 'MISSING_OBJECT_DEFINITION'],
  ['imports/contacts', 'MISSING_OBJECT_DEFINITION'],
  ['imports/contacts/a.xls', 'INVALID_FILE_TYPE'],
  ['imports/contacts/a.gz', 'INVALID_FILE_TYPE'],
])('%s is refused with %s', (key, code) => {
  expect(() => objectTypeInKey(key)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code }) }),
  );
});

it('a form puts the import id in the key, and the upload leads to that id', () => {
  const key = uploadKey('contacts', id, 'a.csv');
  expect(importIdInKey(key)).toBe(id);
  expect(importIdOf({ ...file, key })).toBe(id);
});

it.each([
  ['imports/contacts/2026/a.csv'],
  ['imports/contacts/1772366400000000/a.csv'],
  ['imports/contacts/a.csv'],
  [`imports/contacts/x/${id}/a.csv`],
])('%s holds no import id', (key) => {
  expect(importIdInKey(key)).toBeUndefined();
});

it('the same content under the same key is the same import, other content another', () => {
  expect(importIdOf(file)).toBe(importIdOf({ ...file }));
  expect(importIdOf(file)).toMatch(/^[4-8]\d{15}$/);
  expect(importIdOf({ ...file, etag: 'f' })).not.toBe(importIdOf(file));
  expect(importIdOf({ ...file, key: 'imports/contacts/b.csv' })).not.toBe(importIdOf(file));
});

it('a folder is no file', () => {
  expect(isFolder('imports/contacts/')).toBe(true);
});
