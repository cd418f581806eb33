import type { CheckContext } from './rule';

/** One token as text, and what else is known about it. */
export interface Case {
  readonly token: string;
  readonly context?: CheckContext;
}

/** A case that a rule reports, and similar ones, of correct systems, that it doesn't. */
export interface RuleCase {
  readonly rule: string;
  /** The texts that it selects, if the rule has several sets. */
  readonly variant?: string;
  readonly fires: Case;
  readonly silent: Case | readonly Case[];
}
