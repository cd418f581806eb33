import type { Param } from '../param';
import type { Decryption } from '../decrypt/decryption';
import type { JsonObject, Token } from '../token';
import type { TokenType } from '../type/token-type';
import type { Verdict } from '../verify/verdict';
import type { Disclosed } from '../sd-jwt/disclosed';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** What a rule needs to be judged: the token alone, a verdict or a decrypted text, a request, or a place of storage. */
export type Phase = 'decode' | 'verify' | 'transport' | 'storage';

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

/** A cookie that held a token, with the attributes it was set with. */
export interface CookieFacts {
  readonly name: string;
  /** Bytes of the name and the value. */
  readonly size?: number;
  readonly secure?: boolean;
  /** May be known without the other attributes: what a script can read is not `HttpOnly`. */
  readonly httpOnly?: boolean;
  /** Absent where none was set; unknown as well while `secure` is absent. */
  readonly sameSite?: 'Strict' | 'Lax' | 'None';
  /** The attribute `Domain` as it was set; absent for a cookie of one host alone. */
  readonly domain?: string;
  readonly path?: string;
  /** Seconds since 1970; absent for a session cookie. */
  readonly expiresAtSeconds?: number;
  /**
   * The numbers of the chunks (`NAME.0 …`) that were sent or set. `stale`: some are left over from an earlier, longer
   * value. Absent where there are none.
   */
  readonly chunks?: { readonly found: readonly number[]; readonly stale?: boolean };
  /** It holds header and payload alone; another cookie holds the signature. */
  readonly split?: boolean;
}

/** One request that carried the token or brought it. Names of headers in lower case. */
export interface RequestFacts {
  readonly method: string;
  readonly url: string;
  /** The page that sent it. */
  readonly pageUrl?: string;
  readonly place: RequestLocation;
  /** The name of the header, the cookie or the parameter. */
  readonly name: string;
  readonly sentAtSeconds?: number;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly bodyText?: string;
  readonly status?: number;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
  readonly responseBodyText?: string;
}

/** Where a page keeps the token. */
export interface StorageFacts {
  readonly area: 'localStorage' | 'sessionStorage' | 'IndexedDB' | 'cookie';
  readonly key: string;
  readonly origin: string;
}

/** All that is known beyond the token. Everything is optional: a rule that lacks what it needs stays silent. */
export interface CheckContext {
  /** Seconds since 1970: when the token was sent, or now. Without it no rule about time speaks. */
  readonly atSeconds?: number;
  /** The type of the token by the parameter it was sent or received as; used where the token doesn't say its type. */
  readonly use?: Extract<TokenType, 'ID token' | 'refresh token'>;
  readonly verdict?: Verdict;
  readonly decryption?: Decryption;
  /** The verdict on the token inside this encrypted one, with the keys that were tried for its issuer. */
  readonly nestedVerdict?: Verdict;
  /** Of an encrypted token: the same endpoint accepted a signed token in the same header, cookie or parameter. */
  readonly signedElsewhere?: boolean;
  /** The opened disclosures of an SD-JWT. */
  readonly disclosed?: Disclosed;
  /** A secret of a list of known ones was found to sign the token. */
  readonly knownSecret?: boolean;
  /** The HMAC matches the bytes of a public key from the captured key set. */
  readonly publicKeyAsSecret?: boolean;
  /** The JWKS that was pasted or seen. */
  readonly jwks?: JsonObject;
  /** Where it was seen, when it was not pasted. */
  readonly jwksUrl?: string;
  /** The discovery document that was pasted or seen (OpenID Connect Discovery 1.0 §3, RFC 8414). */
  readonly discovery?: JsonObject;
  readonly request?: RequestFacts;
  /** Every request that carried the token, oldest first, `request` among them. */
  readonly requests?: readonly RequestFacts[];
  readonly cookie?: CookieFacts;
  readonly storage?: StorageFacts;
  /** Every place of storage that holds the token. */
  readonly storages?: readonly StorageFacts[];
  /** Tokens that travelled beside this one: the access token of a DPoP proof, the tokens of one response. */
  readonly companions?: readonly Token[];
  /** The authorization request that this token answers: its parameters. */
  readonly authorizationRequest?: Readonly<Record<string, string>>;
  /** The access token that was sent or came beside this one, as it stands; an opaque one too. */
  readonly accessToken?: string;
  /** The authorization code that came with the token. */
  readonly code?: string;
  /** How many requests carried this very DPoP proof or its `jti`. */
  readonly timesSeen?: number;
  /** The sites the token was shown to. */
  readonly sites?: readonly string[];
}

/** What a rule reads: the token, what it is for, and what else is known. */
export interface Subject {
  readonly token: Token;
  readonly use: TokenType;
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly context: CheckContext;
}

/** One firing of a rule: what fills its sentence, and where in the token it is. */
export interface Hit {
  readonly params?: readonly Param[];
  /** The member it is about, as `header.kid` or `claims.exp`. */
  readonly at?: string;
  /** Where the rule weighs its cases differently; else the rule's own. */
  readonly severity?: Severity;
}

/** One check of a token. What it says is in `knowledge/en/rules.json` under its id. */
export interface Rule {
  readonly id: string;
  readonly group: string;
  readonly severity: Severity;
  readonly phase: Phase;
  /** RFC sections and other references. */
  readonly source: string;
  /**
   * The kinds of token it is meant for; without them it speaks of every kind, and no less loudly of an unknown one. `JWT`
   * among them lets it speak of a token of unknown kind too, one step lower.
   */
  readonly uses?: readonly TokenType[];
  /** Never throws; undefined when it is silent. */
  readonly find: (subject: Subject) => Hit | readonly Hit[] | undefined;
}

/** One thing that is wrong, doubtful or worth knowing about a token. */
export interface Finding {
  readonly rule: string;
  readonly group: string;
  readonly severity: Severity;
  readonly params: readonly Param[];
  readonly source: string;
  /** The member it is about, as `header.kid` or `claims.exp`. */
  readonly at?: string;
}
