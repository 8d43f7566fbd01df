import { ok, type ParsedValue, refused, shown } from './parsed-value.ts';
import type { PropertyOption } from './property.ts';

/** As many as fit a message that is read. */
const mostOptionsNamed = 20;

const boolWords: Record<string, 'true' | 'false'> = { yes: 'true', '1': 'true', no: 'false', '0': 'false' };

/** True and false also go by the labels that the account has given them, and by what spreadsheets have for them. */
export const parseBool = (raw: string, options: readonly PropertyOption[] = []): ParsedValue => {
  const folded = raw.toLowerCase();
  const isBool = (value: string | undefined) => value === 'true' || value === 'false';
  const byLabel = options.find(({ value, label }) => isBool(value) && label.toLowerCase() === folded);
  const value = isBool(folded) ? folded : (byLabel?.value ?? boolWords[folded]);
  return value !== undefined && isBool(value)
    ? ok(value)
    : refused('INVALID_BOOLEAN', `${shown(raw)} is neither true nor false.`);
};

/** An option is named by its value or its label, in any case; the value is what is kept. A value goes before another's label. */
export const parseOption = (raw: string, options: readonly PropertyOption[] = []): ParsedValue => {
  const folded = raw.toLowerCase();
  const byValue =
    options.find(({ value }) => value === raw) ?? options.find(({ value }) => value.toLowerCase() === folded);
  const byLabel = options.filter(({ label }) => label.toLowerCase() === folded);
  const option = byValue ?? byLabel[0];
  if (option === undefined) {
    const list = options.slice(0, mostOptionsNamed).map(({ value }) => value);
    const others = options.length - list.length;
    const named = `${list.join(', ')}${others === 0 ? '' : ` and ${others} others`}`;
    return refused('INVALID_ENUMERATION_OPTION', `${shown(raw)} is not one of the options: ${named}.`);
  }
  return byValue === undefined && byLabel.length > 1
    ? refused('AMBIGUOUS_ENUMERATION_OPTION', `${shown(raw)} is the label of ${byLabel.length} options.`)
    : ok(option.value);
};

/** Several options with semicolons in between, each of them once, in the order of the definition. */
export const parseOptions = (raw: string, options: readonly PropertyOption[] = []): ParsedValue => {
  if (raw.startsWith(';')) {
    return refused('INVALID_ENUMERATION_OPTION', 'Give all options: a list that begins with ; adds none.');
  }
  const named = raw
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => parseOption(one, options));
  const wrong = named.find(({ ok: isFine }) => !isFine);
  if (wrong !== undefined) return wrong;
  const chosen = new Set(named.map((one) => (one.ok ? one.value : '')));
  return ok(options.flatMap(({ value }) => (chosen.has(value) ? [value] : [])).join(';'));
};
