import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;

/** A body that is no JSON. */
export type Medium = { mediaType: string; schema?: Schema };

/**
 * What the API's document says about one route. Schemas of bodies and queries are the very ones that validate; those of answers are
 * tried against every answer of the end-to-end tests.
 */
export type Operation = {
  /** What a client calls it: `createRotation`. */
  id: string;
  /** One line, beginning with a verb: `Assigns one record`. */
  summary: string;
  /** What else a caller must know, in Markdown. */
  description?: string;
  /** The heading under which it stands. */
  tag: string;
  /**
   * Every scope that a token needs. `{objectType}` stands for the plural of the type that the request is about. None: the route takes no
   * token at all.
   */
  scopes: readonly string[];
  query?: z.ZodMiniObject;
  headers?: z.ZodMiniObject;
  body?: Schema | Medium;
  /** Whether the body may be left out. */
  bodyOptional?: true;
  /** What it answers if all goes well, by status; null: no body. */
  answers: Readonly<Partial<Record<200 | 201 | 202 | 204 | 207, Schema | Medium | null>>>;
  /** The statuses with which it may refuse, besides those of every route. */
  refuses?: readonly (404 | 409 | 412)[];
};

/** The operations of a function, one per route of its `routes.ts`; the greedy routes for trailing slashes are the same twice. */
export type Operations<Key extends string> = Readonly<Record<Exclude<Key, `${string}{proxy+}`>, Operation>>;

/** Whether a body is described as a medium of its own instead of by the schema of its JSON. */
export const isMedium = (body: Schema | Medium): body is Medium => 'mediaType' in body;
