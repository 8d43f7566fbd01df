interface UploadEvent {
  readonly Records: readonly {
    readonly eventName: string;
    readonly s3: { readonly object: { key: string } };
  }[];
}

/** Fails for every key that says so. */
export const handler = async (event: UploadEvent) => {
  console.log(JSON.stringify({ event }));
  if (event.Records.some(({ s3 }) => s3.object.key.includes('broken'))) throw new Error('broken upload');
};
