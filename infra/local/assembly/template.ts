import * as z from 'zod/mini';

/** One resource of a template, its properties not yet resolved. */
const templateResource = z.object({
  Type: z.string(),
  Properties: z._default(z.record(z.string(), z.unknown()), {}),
  Condition: z.optional(z.string()),
});

/** The parts of a CloudFormation template that the local host reads. */
export const template = z.object({
  Resources: z._default(z.record(z.string(), templateResource), {}),
  Parameters: z._default(z.record(z.string(), z.object({ Default: z.optional(z.unknown()) })), {}),
  Conditions: z._default(z.record(z.string(), z.unknown()), {}),
  Mappings: z._default(z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))), {}),
  Outputs: z._default(
    z.record(
      z.string(),
      z.object({ Value: z.unknown(), Export: z.optional(z.object({ Name: z.unknown() })) }),
    ),
    {},
  ),
});

export type TemplateResource = z.output<typeof templateResource>;
export type Template = z.output<typeof template>;
