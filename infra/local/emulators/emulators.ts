import type { StateFiles } from '../state.ts';
import { type AwsEmulator, type AwsEmulatorOptions, startAwsEmulator } from './aws.ts';
import { type DynamodbEmulator, startDynamodb } from './dynamodb.ts';

export interface Emulators {
  readonly dynamodb: DynamodbEmulator;
  readonly aws: AwsEmulator;
  close(): Promise<void>;
}

export interface EmulatorsOptions extends Omit<AwsEmulatorOptions, 'dataDirectory'> {
  readonly state: StateFiles;
  /** Called when an emulator ends without having been asked to. */
  readonly onCrash: (reason: string) => void;
}

/** Starts both emulators at once. When one fails, the other is stopped before the error goes on. */
export async function startEmulators({ state, onCrash, ...options }: EmulatorsOptions): Promise<Emulators> {
  const [dynamodb, aws] = await Promise.allSettled([
    startDynamodb({ databaseFile: state.databaseFile, onCrash }),
    startAwsEmulator({ ...options, dataDirectory: state.directory }),
  ]);
  if (dynamodb.status === 'fulfilled' && aws.status === 'fulfilled') {
    return {
      dynamodb: dynamodb.value,
      aws: aws.value,
      close: async () => {
        await Promise.all([dynamodb.value.close(), aws.value.close()]);
      },
    };
  }
  if (dynamodb.status === 'fulfilled') await dynamodb.value.close();
  if (aws.status === 'fulfilled') await aws.value.close();
  throw dynamodb.status === 'rejected' ? dynamodb.reason : aws.status === 'rejected' ? aws.reason : undefined;
}
