/** What a log line may say beside its message: ids and counts, never the values of properties. */
type Fields = Record<string, unknown>;

const printable = (value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;

const line = (level: string, message: string, fields: Fields): string =>
  JSON.stringify({
    level,
    message,
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, printable(value)])),
  });

/** One JSON object a line, as CloudWatch Logs Insights reads them. */
export const log = {
  info: (message: string, fields: Fields = {}): void => console.log(line('INFO', message, fields)),
  warn: (message: string, fields: Fields = {}): void => console.warn(line('WARN', message, fields)),
  error: (message: string, fields: Fields = {}): void => console.error(line('ERROR', message, fields)),
};
