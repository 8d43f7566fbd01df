import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** The file with this bundle, as it was deployed. */
const bundle = __filename;

const readMap = (): SourceMap | undefined => {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')));
  } catch {
    return undefined;
  }
};

let map: SourceMap | undefined | 'unread' = 'unread';

const described = (site: NodeJS.CallSite): string => {
  const text = String(site);
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  if (site.getFileName() !== bundle || line === null || column === null) return text;
  if (map === 'unread') map = readMap();
  const origin = map?.findOrigin(line, column);
  if (origin === undefined || !('fileName' in origin)) return text;
  const file = origin.fileName.replace(/^(\.\.\/)+/, '');
  return text.replace(`${bundle}:${line}:${column}`, `${file}:${origin.lineNumber}:${origin.columnNumber}`);
};

/**
 * Stands at the beginning of every bundle: stacks name the lines of the sources. The map is read with the first stack that somebody asks for,
 * so that a start without errors does without it.
 */
Error.prepareStackTrace = (error, sites) =>
  [Error.prototype.toString.call(error), ...sites.map((site) => `    at ${described(site)}`)].join('\n');
