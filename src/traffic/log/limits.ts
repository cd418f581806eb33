import {
  defaultMaxBytes,
  defaultMaxExchanges,
  defaultMaxSightingsPerToken,
  defaultMaxTokens,
} from '../exchange/limits';

/** How much a log may store. At a limit, the oldest items are evicted and counted. */
export interface LogBounds {
  readonly maxTokens: number;
  readonly maxSightingsPerToken: number;
  /** Requests, storage readings and page reports, which are stored for saving and for the checks. */
  readonly maxExchanges: number;
  /** Estimated total size in bytes. */
  readonly maxBytes: number;
}

/** The limits of a log unless the user chose others on the options page. */
export const defaultLogBounds: LogBounds = {
  maxTokens: defaultMaxTokens,
  maxSightingsPerToken: defaultMaxSightingsPerToken,
  maxExchanges: defaultMaxExchanges,
  maxBytes: defaultMaxBytes,
};

/** Endpoints that are known to get credentials. */
export const maxEndpoints = 10_000;
/** Requests that count as rejected only if their endpoint gets credentials later. */
export const maxPerhapsRejected = 10_000;

/** Authorization responses whose request may be reported later. */
export const maxLostStates = 100;

/** Stored key sets, discovery documents and authorization requests, each. */
export const maxIssuerDocuments = 50;
/** URLs whose response a service worker may have made. */
export const maxForgedUrls = 1_000;
/** The same, per origin. */
export const maxDocumentsPerOrigin = 5;
/** Total length of the key sets that tokens are verified with. The issuers' own sets come first. */
export const maxKeySetsLength = 1024 * 1024;
/** Key sets that one token is verified with. */
export const maxKeySetsTried = 10;
/** One key set, discovery document or query of an authorization request. A longer one isn't stored. */
export const maxDocumentLength = 64 * 1024;
/** Parameters of one authorization request. */
export const maxParameters = 50;
/** Tokens in one line; the earlier ones leave it. A token that is renewed every five minutes has 100 in a working day. */
export const maxLineLength = 100;
/** A token with longer identifying claims isn't in a line. */
export const maxLineKeyLength = 8 * 1024;
/** A token with more audiences isn't in a line. */
export const maxAudiences = 50;
/** The value of one parameter, an issuer, or a document's URL. */
export const maxParameterLength = 4 * 1024;
