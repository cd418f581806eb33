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
/** A stored error response, such as `application/problem+json` (RFC 9457) or an OAuth error (RFC 6749 §5.2). */
export const maxErrorLength = 8 * 1024;
/** A stored JWKS (RFC 7517 §5) or discovery document (RFC 8414 §2). */
export const maxKeysLength = 64 * 1024;
/** A stored token request: a few parameters, of which the longest is an assertion. */
export const maxFormLength = 64 * 1024;
/** The grant type of a token request, and the name of each of its parameters. */
export const maxGrantLength = 200;
/** The beginning of a body that is searched for why a request was rejected. */
export const maxSearchedLength = 8 * 1024;
/** Shared texts of one generation. */
export const maxTexts = 20_000;
/** Total length of the shared texts of one generation. */
export const maxTextsLength = 8 * 1024 * 1024;
/**
 * A longer text isn't shared but copied. Long texts rarely repeat, and whatever stores one must count its full size.
 */
export const maxSharedLength = 8 * 1024;
/** Locations stored per exchange: a stream can go on for hours. */
export const maxLocations = 2_000;
/** Sightings whose names are evidence for the token type: a token may have thousands. */
export const maxReadLocations = 16;
