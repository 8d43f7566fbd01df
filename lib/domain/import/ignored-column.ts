import type { ObjectType } from '../object-type.ts';
import { ownerOfOtherType } from './aliases.ts';
import type { Column } from './columns.ts';

/** A sentence that says why a column is not read; undefined for one that is, or that has no header to speak of. */
export const whyIgnored = (type: ObjectType | null, column: Column): string | undefined => {
  if (column.kind !== 'ignored' || type === null) return undefined;
  switch (column.why) {
    case 'unknown':
      return `"${column.header}" is no property of ${type}.`;
    case 'otherOwner':
      return `"${column.header}" is the owner of ${ownerOfOtherType(type, column.header)}, and this is a file of ${type}.`;
    case 'leftOut':
      return 'The request leaves this column out.';
    case 'taken':
      return 'The request takes this property from another column.';
    case 'blank':
      return undefined;
  }
};
