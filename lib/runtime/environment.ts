/**
 * The environment variables that a function was deployed with.
 *
 * @throws Error naming every one that is missing, at start rather than at the first request
 */
export const environment = <Name extends string>(...names: Name[]): Record<Name, string> => {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`Environment variables are missing: ${missing.join(', ')}.`);
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? ''])) as Record<Name, string>;
};
