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
  /** What its descriptions rest on: its documentation, its code, or observed tokens where it documents nothing. */
  readonly basis: 'documentation' | 'code' | 'observation';
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
