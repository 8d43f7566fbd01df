/** `const _h = "http";` */
const nameOfTrait = /^const (_\w+) = ("[^"\\]*");$/gm;
/** `{ [_h]: … }` */
const keyByName = /\[(_\w+)\]:/g;
/** `n0_registry.registerError(ResourceNotFoundException$, ResourceNotFoundException);` */
const errorClass = /^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm;

/**
 * The schemas of an SDK client, written so that a bundler can tell which of them nobody uses. Their traits get their names as they
 * are in place of constants (`{ http: … }` for `{ [_h]: … }`), since a key that has to be computed might do something; and error classes
 * that nobody names are not registered, which alone would keep them and their schemas.
 *
 * @param source the module as it comes with the client
 */
export const slimSchemas = (source: string, isNamed: (errorClass: string) => boolean): string => {
  const names = new Map([...source.matchAll(nameOfTrait)].map(([, name = '', text = '']) => [name, text]));
  return source
    .replace(keyByName, (key, name: string) => (names.has(name) ? `${names.get(name)}:` : key))
    .replace(errorClass, (statement, name: string) => (isNamed(name) ? statement : ''));
};
