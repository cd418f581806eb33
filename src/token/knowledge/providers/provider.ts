import type { JsonObject } from '../../token';

/** What is known of a token when it is asked whose it is. */
export interface About {
  readonly header?: JsonObject | undefined;
  readonly claims?: JsonObject | undefined;
  /** Whose token it is known to be; it comes first, whatever the token says. */
  readonly provider?: ProviderId | undefined;
}

/** A maker of tokens whose own claims are explained. */
export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  readonly issuers: readonly RegExp[];
  /** Sets of claims that, all there, tell its tokens where the issuer does not. */
  readonly marks?: readonly (readonly string[])[];
  /** The same for the header. */
  readonly headerMarks?: readonly (readonly string[])[];
  /** Where it documents its tokens. */
  readonly documentation: string;
  /**
   * What the sentences rest on: its documentation, its code, or tokens that were seen where it documents nothing.
   */
  readonly basis: 'documentation' | 'code' | 'observation';
  /** Begins the keys of its sentences; a plain claim name follows. What has an `@` is none: see the next three. */
  readonly prefix: string;
  readonly sentences: Readonly<Record<string, string>>;
  /** Names a message key cannot hold, and members of claims as `claim.member`, with what stands in the key. */
  readonly oddNames?: Readonly<Record<string, string>>;
  /** Beginnings of names that have one meaning, with what stands in the key. */
  readonly beginnings?: Readonly<Record<string, string>>;
  /** `claim=value`, with what stands in the key. */
  readonly values?: Readonly<Record<string, string>>;
}

export type ProviderId =
  | 'microsoft-entra'
  | 'google'
  | 'auth0'
  | 'aws-cognito'
  | 'aws-other'
  | 'keycloak'
  | 'okta'
  | 'firebase'
  | 'github-actions'
  | 'gitlab-ci'
  | 'kubernetes'
  | 'supabase'
  | 'clerk'
  | 'workos'
  | 'salesforce'
  | 'apple'
  | 'cloudflare-access'
  | 'vercel'
  | 'openai-platform'
  | 'verifiable-credentials';
