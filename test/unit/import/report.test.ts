import { expect, it } from 'vitest';
import { reportHeader, reportLayout, reportLine } from '../../../lib/domain/import/report.ts';

const layout = { delimiter: ';', headers: ['Email', 'First name'] };
const problem = {
  code: 'INVALID_EMAIL',
  message: 'It is no e-mail.',
  row: 7,
  column: 0,
  columnName: 'Email',
};

it('a report has the columns of the file and four of its own', () => {
  expect(reportHeader(layout)).toBe('Email;First name;row;column;code;message\r\n');
  expect(reportHeader(reportLayout(null))).toBe('row,column,code,message\r\n');
});

it.each<[string, readonly string[], string]>([
  ['the cells of the row', ['no', 'Ada'], 'no;Ada;'],
  ['too few cells', ['no'], 'no;;'],
  ['no cells', [], ';;'],
  ['quotes, delimiters and line breaks', ['a "b";\nc', ' d'], '"a ""b"";\nc";" d";'],
  ['=', ['=1+1', 'x'], "'=1+1;x;"],
  ['+', ['+49 30', 'x'], "'+49 30;x;"],
  ['-', ['-1', 'x'], "'-1;x;"],
  ['@', ['@SUM(1)', 'x'], "'@SUM(1);x;"],
  ['a tab', ['\t=1', 'x'], "'\t=1;x;"],
  ['a carriage return', ['\r=1', 'x'], '"\'\r=1";x;'],
])('a line shows %s', (_, cells, start) => {
  expect(reportLine(layout, problem, cells)).toBe(`${start}7;Email;INVALID_EMAIL;It is no e-mail.\r\n`);
});

it('cells beyond the header come last', () => {
  expect(reportLine(layout, problem, ['a', 'b', '=c', 'd'])).toBe(
    "a;b;7;Email;INVALID_EMAIL;It is no e-mail.;'=c;d\r\n",
  );
});

it('a problem of the whole file has no row', () => {
  expect(reportLine(layout, { code: 'FILE_NOT_FOUND', message: '=gone' }, [])).toBe(
    ";;;;FILE_NOT_FOUND;'=gone\r\n",
  );
});
