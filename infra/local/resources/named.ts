/** The names under which `.rota/local.json` tells where things are. */
export interface LocalResources {
  readonly importBucket: string;
  readonly rotationQueueUrl: string;
  readonly rotationDeadLetterQueueUrl: string;
  readonly importQueueUrl: string;
  readonly importDeadLetterQueueUrl: string;
  readonly notificationTopicArn: string;
  readonly salesforceQueueUrl: string;
  readonly salesforceDeadLetterQueueUrl: string;
  readonly salesforceTopicArn: string;
  /** Physical names by the table's name: `Records`, `RecordKeys`. */
  readonly tables: Readonly<Record<string, string>>;
}

const TABLE = /^(.+)Table$/;

/**
 * Names stack outputs: `RecordsTable` goes to `tables.Records`, `ImportBucket` becomes `importBucket`. Throws when an output
 * that the contract promises is missing.
 */
export function nameResources(outputs: Readonly<Record<string, string>>): LocalResources {
  const tables: Record<string, string> = {};
  const others: Record<string, string> = {};
  for (const [id, value] of Object.entries(outputs)) {
    const [, name] = TABLE.exec(id) ?? [];
    if (name !== undefined) tables[name] = value;
    else if (id !== 'ApiUrl') others[`${id.charAt(0).toLowerCase()}${id.slice(1)}`] = value;
  }
  const promised = (name: string): string => {
    const value = others[name];
    if (value === undefined) throw new Error(`No stack of the assembly has an output for ${name}.`);
    return value;
  };
  return {
    ...others,
    importBucket: promised('importBucket'),
    rotationQueueUrl: promised('rotationQueueUrl'),
    rotationDeadLetterQueueUrl: promised('rotationDeadLetterQueueUrl'),
    importQueueUrl: promised('importQueueUrl'),
    importDeadLetterQueueUrl: promised('importDeadLetterQueueUrl'),
    notificationTopicArn: promised('notificationTopicArn'),
    salesforceQueueUrl: promised('salesforceQueueUrl'),
    salesforceDeadLetterQueueUrl: promised('salesforceDeadLetterQueueUrl'),
    salesforceTopicArn: promised('salesforceTopicArn'),
    tables,
  };
}
