const unused = (): never => {
  throw new Error('Event streams are left out of the bundles: nothing here reads or writes one.');
};

/** Stand in a bundle for the SDK's event streams, which only operations like S3's SelectObjectContent know. */
export const resolveEventStreamSerdeConfig = <T>(config: T): T => config;
export const eventStreamSerdeProvider = (): typeof unused => unused;
export class EventStreamSerde {
  constructor() {
    unused();
  }
}
