import type { CheckContext } from './rule';

/** One token as it is written, and what else is known of it. */
export interface Case {
  readonly token: string;
  readonly context?: CheckContext;
}

/** A case in which a rule speaks, and one close to it in which it is silent. */
export interface RuleCase {
  readonly rule: string;
  readonly fires: Case;
  readonly silent: Case;
}
