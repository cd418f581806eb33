import type { Row } from './row';

/** A question to the workbench page, as JSON: run one suite over its vectors, or one benchmark. */
export type Question =
  | { readonly suite: string; readonly vectors: unknown }
  | { readonly bench: string; readonly input?: unknown };

/** The reply: the rows of a suite, no rows for a benchmark, which prints; or an error. */
export type Reply = { readonly rows: readonly Row[] } | { readonly error: string };
