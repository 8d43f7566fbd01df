import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in a bundle for the SDK's chain of credential providers: Lambda gives a function the credentials of its role in the
 * environment, and none of the others (files, SSO, web identities, the instance's metadata) is ever asked.
 */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
