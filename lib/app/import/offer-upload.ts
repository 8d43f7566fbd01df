import { refuseAny } from '../../domain/errors.ts';
import { largestFile } from '../../domain/import/import.ts';
import type { ImportOptions, ImportRequest } from '../../domain/import/options.ts';
import { uploadKey } from '../../domain/import/upload-key.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { UploadForm, UploadForms } from '../ports/import-file.ts';
import type { ImportRequests } from '../ports/import-requests.ts';
import { type OptionDeps, optionProblems } from './check-options.ts';

/** How long a form works. */
const formSeconds = 3_600;

/** What somebody asks of a file that they are about to hand in. */
export type UploadWish = {
  objectType: ObjectType;
  fileName: string;
  name: string;
  options: ImportOptions;
  actor: string;
};

export type WishDeps = OptionDeps & {
  requests: Pick<ImportRequests, 'keep'>;
  newImportId: () => string;
  now: () => string;
};

export type OfferDeps = WishDeps & { forms: UploadForms };

/**
 * Keeps what is asked of an import under the id that it will have, and says which key its file has to get.
 *
 * @throws Invalid naming each option that cannot be followed
 */
export const keepWish = async (
  deps: WishDeps,
  { objectType, fileName, name, options, actor }: UploadWish,
): Promise<{ request: ImportRequest; key: string }> => {
  refuseAny(await optionProblems(deps, objectType, options));
  const importId = deps.newImportId();
  const request = { importId, name, actor, options };
  await deps.requests.keep(request, deps.now());
  return { request, key: uploadKey(objectType, importId, fileName) };
};

/**
 * Offers a form for one file. The import that the upload starts will have the id given here, do what is asked, and have the caller
 * as its actor.
 */
export const offerUpload = async (
  deps: OfferDeps,
  wish: UploadWish,
): Promise<{ importId: string; upload: UploadForm }> => {
  const { request, key } = await keepWish(deps, wish);
  const { importId, actor } = request;
  const upload = await deps.forms.sign({ key, largestFile, seconds: formSeconds, metadata: { actor } });
  return { importId, upload };
};
