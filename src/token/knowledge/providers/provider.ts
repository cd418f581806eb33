import type { JsonObject } from '../../token';

/** What is known about the token whose members are described. */
export interface About {
  readonly header?: JsonObject | undefined;
  readonly claims?: JsonObject | undefined;
  /** The provider, if it's known from elsewhere. Takes precedence over the token's content. */
  readonly provider?: ProviderId | undefined;
}

/** An issuer of tokens, such as an identity provider, whose own claims are described. */
export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  readonly issuers: readonly RegExp[];
  /** Sets of claims. A token with all claims of a set counts as this provider's, whatever its issuer is. */
  readonly claimSets?: readonly (readonly string[])[];
  /** The same for header parameters. */
  readonly headerSets?: readonly (readonly string[])[];
  /** The URL of its documentation; '' if there is none. */
  readonly documentation: string;
  /** What its descriptions are based on: `observation` of tokens if it has no documentation. */
  readonly basis: 'documentation' | 'code' | 'observation';
}

/** Identifies a provider whose claims are explained. The names of its texts contain it. */
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
