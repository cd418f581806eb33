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
