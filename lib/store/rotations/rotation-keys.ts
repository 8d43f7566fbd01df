/** The keys of the table Rotations: everything of one rotation stands under its id. */
export type RotationKey = { rotationId: string; item: string };

/** The kind under which the rotations themselves stand in the table Directory. */
export const rotationKind = 'rotation';

export const standingsKey = (rotationId: string): RotationKey => ({ rotationId, item: 'standings' });

export const decisionPrefix = 'decision#';
export const decisionKey = (rotationId: string, batchId: string): RotationKey => ({
  rotationId,
  item: `${decisionPrefix}${batchId}`,
});

export const heldPrefix = 'held#';
export const heldKey = (rotationId: string, heldId: string): RotationKey => ({
  rotationId,
  item: `${heldPrefix}${heldId}`,
});

export const alignmentPrefix = 'alignment#';
const versionDigits = 12;
/** Alignments sort by the version of the standings that they led to. */
export const alignmentKey = (rotationId: string, version: number): RotationKey => ({
  rotationId,
  item: `${alignmentPrefix}${String(version).padStart(versionDigits, '0')}`,
});
