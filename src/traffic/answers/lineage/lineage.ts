/** One request in a token's lineage. */
export interface LineageRequest {
  readonly exchangeId: string;
  readonly method: string;
  /** Truncated at a limit, like the method. */
  readonly url: string;
  /** 0 without a response. */
  readonly status: number;
  readonly sentAtMs: number;
}

/** The next or the previous token in the same line that the log stores. */
export interface LineageNeighbor {
  readonly tokenId: number;
  /** Whether a refresh (RFC 6749 §6) delivered the later one of both. Otherwise it's only newer. */
  readonly isRefresh: boolean;
  /** The request whose response delivered the later one of both. */
  readonly request?: LineageRequest;
}

/** Another token that the same requests sent. */
export interface Companion {
  readonly tokenId: number;
  readonly requests: number;
}

/** An origin that got the token, although its audience is another one. */
export interface OtherOrigin {
  readonly origin: string;
  readonly requests: number;
  /** The newest one. */
  readonly request: LineageRequest;
}

/**
 * Where a token comes from and what happened to it, from its stored sightings. Everything is limited in number. Doesn't
 * list its requests: see the call `sightings`.
 */
export interface Lineage {
  /** The request whose response delivered the token. Absent if the token was captured before any response had it. */
  readonly issuedBy?: LineageRequest;
  readonly firstUse?: LineageRequest;
  readonly lastUse?: LineageRequest;
  readonly before?: LineageNeighbor;
  readonly after?: LineageNeighbor;
  /** Requests that sent the token after a response had delivered the next one. */
  readonly usesAfter: {
    readonly count: number;
    /** The newest ones, newest first. */
    readonly newest: readonly LineageRequest[];
  };
  /** Most frequent first. Excludes DPoP proofs, since each request has its own. */
  readonly companions: readonly Companion[];
  readonly otherOrigins: readonly OtherOrigin[];
  /** How much of the log this is from. */
  readonly compared: {
    /** The newest requests that sent the token. */
    readonly requests: number;
    /** The newest of those, in which companions were searched. */
    readonly forCompanions: number;
    /** The log still has all sightings of the token. */
    readonly isAll: boolean;
  };
}
