/** Stands in a bundle for reading ~/.aws: a function has no such files, and its first request does not look for them. */
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });
export const CONFIG_PREFIX_SEPARATOR = '.';
