import type { Param } from '../param';
import type { Decryption } from '../decrypt/decryption';
import type { JsonObject, Token } from '../token';
import type { TokenType } from '../type/token-type';
import type { Verdict } from '../verify/verdict';
import type { Disclosed } from '../sd-jwt/disclosed';

/**
 * What a finding is worth (docs/findings.md). `high`: what was captured proves that an attacker benefits or that sign-in
 * breaks here. `medium`: something to change that helps an attacker only together with another weakness. `low`: deviates
 * from a standard or costs robustness. `info`: a fact or a state, shown only among all checks.
 */
export type Severity = 'high' | 'medium' | 'low' | 'info';

/** Where in a request or a response a token was. */
export type RequestLocation =
  | 'request header'
  | 'request cookie'
  | 'url query'
  | 'url path'
  | 'url fragment'
  | 'request body'
  | 'response header'
  | 'response cookie'
  | 'response location'
  | 'response body';

/** A cookie that contained a token, with the attributes it was set with. */
export interface CookieFacts {
  readonly name: string;
  /** Bytes of the name and the value. */
  readonly size?: number;
  readonly secure?: boolean;
  /** Can be known without the other attributes: a cookie that a script can read isn't `HttpOnly`. */
  readonly httpOnly?: boolean;
  /** Missing if the cookie has none; unknown while `secure` is missing. */
  readonly sameSite?: 'Strict' | 'Lax' | 'None';
  /** The attribute `Domain` as it was set; missing for a host-only cookie. */
  readonly domain?: string;
  readonly path?: string;
  /**
   * The numbers of the chunks (`NAME.0 …`) that were sent or set; missing if there are none. `stale`: some are left
   * over from an earlier, longer value.
   */
  readonly chunks?: { readonly found: readonly number[]; readonly stale?: boolean };
  /** It contains only header and payload; another cookie contains the signature. */
  readonly split?: boolean;
}

/** One request that sent the token or received it. Names of headers in lower case. */
export interface RequestFacts {
  readonly method: string;
  readonly url: string;
  /** The page that sent it. */
  readonly pageUrl?: string;
  readonly location: RequestLocation;
  /** The name of the header, the cookie or the parameter. */
  readonly name: string;
  readonly sentAtSeconds?: number;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly bodyText?: string;
  /**
   * A token request (RFC 6749 §4) whose body isn't stored: its grant type, and which other parameters have a value. Never
   * the values, which are credentials.
   */
  readonly grant?: { readonly type: string; readonly parameters: readonly string[] };
  readonly status?: number;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
  readonly responseBodyText?: string;
}

/** Where a page stores the token. */
export interface StorageFacts {
  readonly area: 'localStorage' | 'sessionStorage' | 'IndexedDB' | 'cookie';
  readonly key: string;
  readonly origin: string;
}

/** What is known beyond the token. All members are optional: a rule whose input is missing reports nothing. */
export interface CheckContext {
  /** Seconds since 1970: when the token was sent, or now. Without it, rules about time report nothing. */
  readonly atSeconds?: number;
  /** The type of the token according to its parameter; used if the token itself doesn't state its type. */
  readonly use?: Extract<TokenType, 'ID token' | 'refresh token'>;
  readonly verdict?: Verdict;
  readonly decryption?: Decryption;
  /** For an encrypted token: the same endpoint accepted a signed token in the same header, cookie or parameter. */
  readonly signedElsewhere?: boolean;
  /** The opened disclosures of an SD-JWT. */
  readonly disclosed?: Disclosed;
  /** The token's secret is on the list of known secrets. */
  readonly knownSecret?: boolean;
  /** The HMAC matches the bytes of a public key from the captured key set. */
  readonly publicKeyAsSecret?: boolean;
  /** The captured JWKS of the issuer. A key that the user provides is a matter of the verdict. */
  readonly jwks?: JsonObject;
  /** Where it was captured. */
  readonly jwksUrl?: string;
  /** The captured discovery document of the issuer (OpenID Connect Discovery 1.0 §3, RFC 8414). */
  readonly discovery?: JsonObject;
  readonly request?: RequestFacts;
  /** Every request with the token, oldest first, including `request`. */
  readonly requests?: readonly RequestFacts[];
  readonly cookie?: CookieFacts;
  readonly storage?: StorageFacts;
  /** Every storage location of the token. */
  readonly storages?: readonly StorageFacts[];
  /** Tokens that were sent or received with this one: the access token of a DPoP proof, the tokens of one response. */
  readonly companions?: readonly Token[];
  /** The parameters of the authorization request that this token was issued for. */
  readonly authorizationRequest?: Readonly<Record<string, string>>;
  /** The access token that was sent or received with this one, unchanged, even if it's opaque. */
  readonly accessToken?: string;
  /** The authorization code that was received with the token. */
  readonly code?: string;
  /** How many requests contained this DPoP proof or its `jti`. */
  readonly timesSeen?: number;
  /** The sites that received the token. */
  readonly sites?: readonly string[];
}

/** What a rule reads: the token, its type, and what else is known. */
export interface Subject {
  readonly token: Token;
  readonly use: TokenType;
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly context: CheckContext;
}

/** One hit of a rule: the params of its message, and the location in the token. */
export interface Hit {
  readonly params?: readonly Param[];
  /** The member it's about, such as `header.kid` or `claims.exp`. */
  readonly at?: string;
  /** Overrides the severity of the rule. */
  readonly severity?: Severity;
  /** Which texts of the rule apply, if it has more than one set of them: `plain` for those of `TR-PKCE/plain`. */
  readonly variant?: string;
}

/** One check of a token. Its texts are in `knowledge/en/rules.json` under its ID, or under `ID/variant`. */
export interface Rule {
  readonly id: string;
  readonly group: string;
  readonly severity: Severity;
  /** RFC sections and other references. */
  readonly source: string;
  /**
   * The token types that it's for; without them, it checks every type at full severity. `JWT` among them includes
   * tokens of unknown type, one severity lower.
   */
  readonly uses?: readonly TokenType[];
  /** Never throws; undefined if it reports nothing. */
  readonly find: (subject: Subject) => Hit | readonly Hit[] | undefined;
}

/** One problem of a token, or something worth knowing about it. */
export interface Finding {
  readonly rule: string;
  /** The set of texts, if the rule has more than one. */
  readonly variant?: string;
  readonly group: string;
  readonly severity: Severity;
  readonly params: readonly Param[];
  readonly source: string;
  /** The member it's about, such as `header.kid` or `claims.exp`. */
  readonly at?: string;
}
