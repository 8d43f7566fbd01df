import { largestFile } from '../../domain/import/import.ts';
import { uploadKey } from '../../domain/import/upload-key.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { UploadForm, UploadForms } from '../ports/import-file.ts';

/** How long a form works. */
const formSeconds = 3_600;

export type OfferDeps = { forms: UploadForms; newImportId: () => string };

/** Offers a form for one file. The import that the upload starts will have the id given here, and the caller as its actor. */
export const offerUpload = async (
  deps: OfferDeps,
  { objectType, fileName, actor }: { objectType: ObjectType; fileName: string; actor: string },
): Promise<{ importId: string; upload: UploadForm }> => {
  const importId = deps.newImportId();
  const upload = await deps.forms.sign({
    key: uploadKey(objectType, importId, fileName),
    largestFile,
    seconds: formSeconds,
    metadata: { actor },
  });
  return { importId, upload };
};
