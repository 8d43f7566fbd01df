/** Stands in a bundle for the retry mode that is only used where `AWS_RETRY_MODE` asks for it. */
export class AdaptiveRetryStrategy {
  constructor() {
    throw new Error('The bundles hold the standard retry mode only.');
  }
}
