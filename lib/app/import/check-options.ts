import type { Problem } from '../../domain/errors.ts';
import { type ImportOptions, isRecordIdName } from '../../domain/import/options.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import { whyNotAssignable } from '../../domain/owner/assignable.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import type { RotationStore } from '../ports/rotations.ts';

export type OptionDeps = {
  owners: Pick<OwnerStore, 'get'>;
  rotations: Pick<RotationStore, 'get'>;
  properties: PropertyCatalog;
};

const unknownOwnerProblem = async (
  { owners, rotations }: OptionDeps,
  objectType: ObjectType,
  { unknownOwner }: ImportOptions,
): Promise<Problem | undefined> => {
  if (typeof unknownOwner === 'string') return undefined;
  if ('ownerId' in unknownOwner) {
    const { ownerId } = unknownOwner;
    const problem = whyNotAssignable(await owners.get(ownerId), objectType, ownerId);
    return problem && { ...problem, in: 'unknownOwner.ownerId' };
  }
  const { rotationId } = unknownOwner;
  const rotation = await rotations.get(rotationId);
  const refused = (code: string, message: string): Problem => ({
    code,
    message,
    in: 'unknownOwner.rotationId',
  });
  if (rotation === undefined || rotation.deletedAt !== null) {
    return refused('ROTATION_NOT_FOUND', `There is no rotation ${rotationId}.`);
  }
  return rotation.objectType === objectType
    ? undefined
    : refused('WRONG_OBJECT_TYPE', `Rotation ${rotationId} is one of ${rotation.objectType}.`);
};

const mappingProblems = (set: PropertySet, { mappings }: ImportOptions): Problem[] =>
  mappings.flatMap(({ propertyName }, n): Problem[] =>
    propertyName === null || isRecordIdName(propertyName) || set.find(propertyName)
      ? []
      : [
          {
            in: `mappings[${n}].propertyName`,
            code: 'PROPERTY_DEFINITION_NOT_FOUND',
            message: `There is no property ${propertyName} of ${set.objectType}.`,
          },
        ],
  );

/** What is wrong with the options of an import, as far as that can be said before its file is there. */
export const optionProblems = async (
  deps: OptionDeps,
  objectType: ObjectType,
  options: ImportOptions,
): Promise<Problem[]> => {
  const [problem, set] = await Promise.all([
    unknownOwnerProblem(deps, objectType, options),
    deps.properties.of(objectType),
  ]);
  return [...mappingProblems(set, options), ...(problem === undefined ? [] : [problem])];
};
