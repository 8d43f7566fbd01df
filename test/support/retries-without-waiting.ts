import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

type RetryStrategy = Extract<DynamoDBClientConfig['retryStrategy'], { acquireInitialRetryToken: unknown }>;
type RetryToken = Awaited<ReturnType<RetryStrategy['acquireInitialRetryToken']>>;

const attempts = 4;
const tokenAfter = (retries: number): RetryToken => ({
  getRetryCount: () => retries,
  getRetryDelay: () => 0,
});

/** Tries again what the SDK takes for worth it, and as often as the SDK does, but at once. */
export const retriesWithoutWaiting: RetryStrategy = {
  acquireInitialRetryToken: async () => tokenAfter(0),
  async refreshRetryTokenForRetry(token, { errorType }) {
    const retries = token.getRetryCount() + 1;
    const worthIt = errorType === 'THROTTLING' || errorType === 'TRANSIENT';
    if (!worthIt || retries >= attempts) throw new Error('Not to be tried again.');
    return tokenAfter(retries);
  },
  recordSuccess: () => undefined,
};
