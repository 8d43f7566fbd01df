import * as z from 'zod/mini';
import { parseValue } from '../domain/record/property-value.ts';

const emailProperty = { name: 'email', label: 'Email', type: 'email', unique: true } as const;

/** The e-mail of an owner: valid, trimmed and in lower case. */
export const ownerEmailField = z.pipe(
  z.string().check(z.trim(), z.minLength(1, 'An owner needs an e-mail address.'), z.maxLength(254)),
  z.transform((raw, context): string => {
    const email = parseValue(emailProperty, raw);
    if (email.ok) return email.value;
    context.issues.push({ code: 'custom', message: email.message, input: raw });
    return z.NEVER;
  }),
);

/** A first or a last name. */
export const ownerNameField = z.string().check(z.trim(), z.maxLength(200));

/** The most teams that somebody can be an extra member of. */
export const mostSecondaryTeams = 50;
