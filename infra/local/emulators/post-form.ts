/** The fields of a form that posts an object to a bucket, and its file. */
export interface PostForm {
  /** By name, in lower case: S3 does not distinguish. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  readonly fileBytes: number;
  /** The object's key, with `${filename}` put in. */
  readonly key: string;
}

const HEADERS_END = Buffer.from('\r\n\r\n');
const FILE_NAME = /\$\{filename\}/g;
const PART_HEADER_LIMIT = 4_096;

/**
 * Reads a `multipart/form-data` body without copying the file. Fields after the file are ignored, as S3 does.
 * Gives undefined when the body is no such form.
 */
export function readPostForm(contentType: string, body: Buffer): PostForm | undefined {
  const boundary = /boundary="?([^\s;"]+)/i.exec(contentType)?.[1];
  if (boundary === undefined) return;
  const delimiter = Buffer.from(`--${boundary}`);
  const fields = new Map<string, string>();
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.length + 2;
    const headersEnd = body.subarray(start, start + PART_HEADER_LIMIT).indexOf(HEADERS_END);
    if (headersEnd < 0) return;
    const header = body.subarray(start, start + headersEnd).toString();
    const name = /[;\s]name="([^"]*)"/i.exec(header)?.[1]?.toLowerCase();
    const fileName = /filename="([^"]*)"/i.exec(header)?.[1];
    const valueStart = start + headersEnd + HEADERS_END.length;
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), valueStart);
    if (name === undefined || next < 0) return;
    if (name === 'file' || fileName !== undefined) {
      const base = (fileName ?? '').split(/[/\\]/).at(-1) ?? '';
      const key = (fields.get('key') ?? '').replace(FILE_NAME, () => base);
      return { fields, fileName: base, fileBytes: next - valueStart, key };
    }
    fields.set(name, body.subarray(valueStart, next).toString());
    at = next + 2;
  }
  return;
}
