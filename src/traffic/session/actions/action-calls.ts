import type { OverrideOutcome } from './inspected-page';
import type { CallPlan } from './plan-call';
import type { Approval, Resending, Resent } from './send-again';
import type { WriteProblem, WriteRequest, WrittenEntry } from './write-back';

/** What the user has changed in the inspected page, and can undo. */
export interface ActionState {
  readonly writes: readonly WrittenEntry[];
  /** The origin whose calls get another token. */
  readonly overrideOrigin?: string;
}

/** The calls of a panel that act on the inspected page. */
export interface ActionCalls {
  /** What sending a request again will do. */
  readonly 'plan call': { readonly params: { readonly resending: Resending }; readonly value: CallPlan };
  /** Sends a request again from the inspected page. Resolves when its response is captured, within 45 s. */
  readonly 'send again': {
    readonly params: { readonly resending: Resending } & Approval;
    readonly value: Resent;
  };
  /** Replaces a token in an entry of the page's storage. The value is why that failed. */
  readonly 'write back': {
    readonly params: { readonly write: Omit<WriteRequest, 'raw'> & { readonly tokenId: number } };
    readonly value: WriteProblem | undefined;
  };
  /** Restores an entry, unless it has changed since. The value is why that failed. */
  readonly 'undo write': {
    readonly params: { readonly writeId: number };
    readonly value: WriteProblem | undefined;
  };
  /**
   * Replaces the `Authorization` header of the tab's calls to an origin until it's called without one.
   */
  readonly override: {
    readonly params: { readonly override?: { readonly origin: string; readonly authorization: string } };
    readonly value: OverrideOutcome;
  };
}

/** A call of one of {@link ActionCalls}, with its parameters. */
export type ActionCall = {
  [Name in keyof ActionCalls]: { readonly name: Name } & ActionCalls[Name]['params'];
}[keyof ActionCalls];

const names: readonly string[] = [
  'plan call',
  'send again',
  'write back',
  'undo write',
  'override',
] satisfies (keyof ActionCalls)[];

/** Whether a call is an action in the inspected page, by its name. Doesn't check the parameters. */
export function isActionCall<Other extends { readonly name: string }>(
  call: ActionCall | Other,
): call is ActionCall {
  return names.includes(call.name);
}
