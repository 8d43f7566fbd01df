/** A token bucket: `burst` requests at once, `rate` a second in the long run. */
export interface Throttle {
  /** Takes a token, when there is one. `now` in milliseconds. */
  admits(now: number): boolean;
}

export interface ThrottleLimits {
  readonly rate: number;
  readonly burst: number;
}

export function createThrottle({ rate, burst }: ThrottleLimits): Throttle {
  let tokens = burst;
  let filledAt: number | undefined;
  return {
    admits: (now) => {
      tokens = Math.min(burst, tokens + (rate * (now - (filledAt ?? now))) / 1_000);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
