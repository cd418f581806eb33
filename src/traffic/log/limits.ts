import {
  defaultMaxBytes,
  defaultMaxExchanges,
  defaultMaxSightingsPerToken,
  defaultMaxTokens,
} from '../exchange/limits';

/** How much a log holds. At a bound what is oldest leaves first, and is counted. */
export interface LogBounds {
  readonly maxTokens: number;
  readonly maxSightingsPerToken: number;
  /** Requests, readings of storage and reports, held to be saved and for what the checks need. */
  readonly maxExchanges: number;
  /** An estimate of what all of it weighs together, in bytes. */
  readonly maxBytes: number;
}

export const defaultLogBounds: LogBounds = {
  maxTokens: defaultMaxTokens,
  maxSightingsPerToken: defaultMaxSightingsPerToken,
  maxExchanges: defaultMaxExchanges,
  maxBytes: defaultMaxBytes,
};

/** Key sets, discovery documents and authorization requests remembered, of each kind. */
export const maxSeenDocuments = 50;
/** Of each kind, from one origin. */
export const maxDocumentsPerOrigin = 5;
export const maxDocumentLength = 64 * 1024;
export const maxParameters = 50;
export const maxParameterLength = 4 * 1024;
