import type { CustomProperty } from '../../domain/record/custom-property.ts';
import { isMultiple } from '../../domain/record/property-rules.ts';

/** A property with the mark that it may have several values, if it is of a kind that may. */
export const asKept = (property: CustomProperty): CustomProperty => {
  const { multiple: _before, ...rest } = property;
  return isMultiple(rest) ? { ...rest, multiple: true } : rest;
};
