/** A rate limit: units flow in at so many a second, one second's worth is kept. */
export type TokenBucket = {
  has: (units: number) => boolean;
  take: (units: number) => void;
};

/** @param now the time in milliseconds */
export const tokenBucket = (perSecond: number, now: () => number): TokenBucket => {
  let tokens = perSecond;
  let filledAt = 0;
  const fill = (): void => {
    tokens = Math.min(perSecond, tokens + ((now() - filledAt) / 1_000) * perSecond);
    filledAt = now();
  };
  return {
    has: (units) => {
      fill();
      return tokens >= units;
    },
    take: (units) => {
      fill();
      tokens -= units;
    },
  };
};
