import type claims from './en/claims.json';
import type headers from './en/headers.json';
import type issuers from './en/issuers.json';
import type providers from './en/providers.json';
import type values from './en/values.json';

type Keys<T> = keyof T & string;
type GroupedKeys<T> = { [Group in Keys<T>]: `${Group}.${Keys<T[Group]>}` }[Keys<T>];

/** Identifies a text of the knowledge catalogue by its file, group and key. */
export type KnowledgeCode =
  | `claims.${Keys<typeof claims>}`
  | `headers.${Keys<typeof headers>}`
  | `issuers.${Keys<typeof issuers>}`
  | `values.${GroupedKeys<typeof values>}`
  | `providers.${GroupedKeys<typeof providers>}`;
