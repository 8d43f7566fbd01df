/** What a log line may say beside its message: ids and counts, never the values of properties. */
type Fields = Record<string, unknown>;

/** What cannot be read as JSON is quoted by the error about it, and its stack begins with that. */
const withoutQuote = ({ name, stack = '' }: SyntaxError) => ({
  name,
  message: 'This is not valid JSON.',
  stack: stack.slice(stack.indexOf('\n    at ')),
});

const printable = (value: unknown): unknown => {
  if (value instanceof SyntaxError) return withoutQuote(value);
  return value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;
};

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
