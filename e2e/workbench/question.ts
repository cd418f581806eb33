import type { Row } from './row';

/** What the workbench page is asked, as JSON: to run one suite over its vectors, or one benchmark. */
export type Question =
  | { readonly suite: string; readonly vectors: unknown }
  | { readonly bench: string; readonly input?: unknown };

/** What it answers: the rows of a suite, none of a benchmark, which prints; or why it could not. */
export type Answer = { readonly rows: readonly Row[] } | { readonly error: string };
