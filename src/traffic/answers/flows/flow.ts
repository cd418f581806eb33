import type { MemberChange, Param } from '../../../token';
import type { StepFeature, StepKind } from '../../sign-in/read-steps';

/** How tokens were obtained. `refresh`: with a refresh token from a sign-in that wasn't captured. */
export type FlowKind =
  | 'authorization code'
  | 'hybrid'
  | 'implicit'
  /** RFC 8628. */
  | 'device'
  /** OpenID Connect Client-Initiated Backchannel Authentication. */
  | 'backchannel'
  /** RFC 8693. */
  | 'token exchange'
  | 'refresh'
  /** Another grant, such as the user's password. */
  | 'other grant';

/** One request of a flow, or several polls for the same tokens. */
export interface FlowStep {
  readonly kind: StepKind;
  readonly exchangeId: string;
  readonly sentAtMs: number;
  readonly method: string;
  /** Without query and fragment, which can contain codes and tokens; cut at a limit. */
  readonly url: string;
  /** 0 without a response. */
  readonly status: number;
  readonly isPending?: true;
  /** The step that was asked for. */
  readonly isCurrent?: true;
  readonly features: readonly StepFeature[];
  /** The OAuth error code in the response or redirect; cut at a limit. */
  readonly error?: string;
  /** How many earlier polls had no result (RFC 8628 §3.5). */
  readonly polls?: number;
}

/** How a code became tokens if the browser didn't see it. */
export type CodeFate =
  /** The app's server got the code and can redeem it. */
  | 'server'
  /** No token request with the code was captured. */
  | 'not redeemed';

/** What a client must compare in a sign-in, by the name of the parameter or claim. */
export type CheckName =
  'state' | 'nonce' | 'pkce' | 'redirect_uri' | 'iss' | 'at_hash' | 'c_hash' | 's_hash' | 'dpop' | 'sub';

/** Whether the captured values agree. `not checkable`: one of them wasn't captured, or isn't used. */
export type CheckState = 'proven' | 'broken' | 'not checkable';

/** Each has a message `flow_reason_…`, with `_` for `-`. */
export type CheckReason =
  /** Proven: the values are equal, or the hash of one is the other. */
  | 'equal'
  | 'hash-matches'
  | 'key-matches'
  /** Broken. Params: the value that was expected, and the one that was received, both shortened. */
  | 'differs'
  | 'hash-differs'
  | 'key-differs'
  /** Broken: it was requested, and the response doesn't have it. */
  | 'missing-in-response'
  /** Broken: the authorization request prepared for it, and the token request doesn't have it. */
  | 'missing-in-request'
  /** Broken: the response has it without a request. */
  | 'not-requested'
  /** Not checkable: the request doesn't use it. */
  | 'not-used'
  /** Not checkable: the part that wasn't captured. */
  | 'no-request'
  | 'no-response'
  | 'no-token-request'
  | 'no-id-token'
  | 'no-access-token'
  | 'no-code'
  | 'no-issuer'
  /** Not checkable: the app's server redeems the code. */
  | 'server-redeems'
  /** Not checkable: the body has a secret, so the log doesn't keep it. */
  | 'body-not-kept'
  /** Not checkable: the app's server pushed the request, or the authorization server fetched it (RFC 9126, RFC 9101). */
  | 'request-elsewhere'
  /** Not checkable: it's encrypted. */
  | 'encrypted-request'
  | 'encrypted-response'
  | 'encrypted-id-token'
  /** Not checkable. Params: the claim or parameter that is absent. */
  | 'no-claim'
  | 'no-parameter'
  /** Not checkable. Params: the algorithm, for which no hash is defined. */
  | 'no-hash'
  /** Not checkable: several requests could be the one before this response. */
  | 'not-matched';

/** One comparison with its result. */
export interface FlowCheck {
  readonly name: CheckName;
  readonly state: CheckState;
  readonly reason: CheckReason;
  readonly params: readonly Param[];
}

/** The ID token's claims compared with others. */
export interface FlowComparison {
  readonly with: 'userinfo' | 'next ID token';
  /** The claims that differ; values are cut at a limit. */
  readonly changes: readonly MemberChange[];
  /** The names of claims that differ in any two ID tokens, such as `exp`. */
  readonly expected: readonly string[];
}

/** A sign-in from the authorization request to the logout, as far as it was captured. */
export interface Flow {
  readonly kind: FlowKind;
  readonly clientId?: string;
  /** In the order they were sent; limited in number. */
  readonly steps: readonly FlowStep[];
  readonly omittedSteps: number;
  readonly codeFate?: CodeFate;
  readonly checks: readonly FlowCheck[];
  readonly comparisons: readonly FlowComparison[];
}
