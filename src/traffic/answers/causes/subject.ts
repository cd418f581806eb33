import type { Param } from '../../../token';
import { findFormFields } from '../../exchange/form-fields';
import type { HttpExchange } from '../../exchange/exchange';
import { deliveryOf } from '../../exchange/delivery';
import type { TokenLog } from '../../log/log';
import type { CauseCode, Evidence, EvidenceCode } from './cause';
import type { ClockOffset } from './clock';
import { decodeJwt, readCookieMap, readCredential, type Credential, type SentJwt } from './credential';
import { estimateClock } from './read-clock';
import { readHistory, type History } from './history';
import { isRejected } from './is-rejected';
import { maxCompared, maxHistory, maxReadLength } from './limits';
import { readReport, type ServerReport } from './server-report';
import { endpointOf, originOf, parseUrlParts, withoutFragment } from '../../exchange/url-parts';

/** A possible cause with its weight; see `diagnose`. */
export interface Candidate {
  readonly code: CauseCode;
  readonly weight: number;
  /** The token and the request alone prove it. */
  readonly isProven?: boolean;
  readonly params?: readonly Param[];
  readonly evidence: readonly Evidence[];
}

/** One request to the origin, with what is compared. */
export interface ComparedRequest {
  readonly exchange: HttpExchange;
  readonly credential: Credential | undefined;
  readonly cookies: ReadonlyMap<string, string>;
}

/** Accepted requests to the same origin, newest first. The first list is part of the second, and so on. */
export interface AcceptedRequests {
  readonly sameEndpoint: readonly ComparedRequest[];
  readonly samePath: readonly ComparedRequest[];
  readonly sameOrigin: readonly ComparedRequest[];
}

/** Digests that a diagnosis needs, in base64url. */
export interface Digests {
  /** Of the access token, for `ath` (RFC 9449 §4.2). */
  readonly accessToken?: string;
  /** The thumbprint of the proof's key (RFC 7638). */
  readonly proofKey?: string;
  /** Of the code verifier (RFC 7636 §4.6). */
  readonly codeVerifier?: string;
}

/** The signature according to the issuer's captured keys. */
export type SignatureState = 'valid' | 'invalid' | 'unknown kid' | 'other algorithm' | 'not verified';

export interface SignatureCheck {
  readonly state: SignatureState;
  /** The keys are known to be the issuer's. */
  readonly isTrusted: boolean;
}

/** A rejected request with everything that the rules use. */
export interface Subject extends ComparedRequest {
  readonly log: TokenLog;
  /** The log's ID of a token. */
  readonly idOf: (raw: string) => number | undefined;
  readonly accepted: AcceptedRequests;
  /** All requests to the origin, newest first, limited in number. */
  readonly toOrigin: readonly ComparedRequest[];
  readonly history: History;
  readonly clock: ClockOffset | undefined;
  readonly report: ServerReport;
  readonly proof: SentJwt | undefined;
  /** The text of the `DPoP` header. */
  readonly proofText: string | undefined;
  /** The parameters of an OAuth token request; undefined for any other request. */
  readonly tokenRequest: ReadonlyMap<string, string> | undefined;
  readonly digests: Digests;
  readonly signature: SignatureCheck;
  readonly isProofSigned: boolean | undefined;
}

/** Reads the requests of a log for a number of diagnoses, each token once. */
export class RequestReader {
  readonly log: TokenLog;
  readonly #history: History;
  /** Newest first, by origin. */
  readonly #byOrigin = new Map<string, HttpExchange[]>();
  /** The endpoints that got credentials, of origins that were read. */
  readonly #endpoints = new Map<string, ReadonlySet<string>>();
  readonly #jwts = new Map<string, SentJwt | undefined>();
  #ids: ReadonlyMap<string, number> | undefined;
  readonly #compared = new Map<string, ComparedRequest>();

  constructor(log: TokenLog) {
    this.log = log;
    const newest = [...log.exchanges()].slice(-maxHistory).filter((exchange) => exchange.kind === 'http');
    newest.reverse();
    this.#history = readHistory(newest);
    for (const exchange of newest) {
      const origin = originOf(exchange.url);
      const others = this.#byOrigin.get(origin);
      if (others === undefined) this.#byOrigin.set(origin, [exchange]);
      else others.push(exchange);
    }
  }

  readonly decodeOnce = (raw: string): SentJwt | undefined => {
    if (this.#jwts.has(raw)) return this.#jwts.get(raw);
    const jwt = decodeJwt(raw);
    this.#jwts.set(raw, jwt);
    return jwt;
  };

  readonly #idOf = (raw: string): number | undefined => {
    this.#ids ??= new Map(this.log.rows().map((row) => [row.raw, row.id]));
    return this.#ids.get(raw);
  };

  read(exchange: HttpExchange): ComparedRequest {
    const known = this.#compared.get(exchange.id);
    if (known !== undefined) return known;
    const sent = this.log.tokensIn(exchange.id).filter(({ isOutgoing }) => isOutgoing);
    const compared = {
      exchange,
      credential: readCredential(exchange, sent, this.decodeOnce),
      cookies: readCookieMap(exchange.requestHeaders),
    };
    this.#compared.set(exchange.id, compared);
    return compared;
  }

  /** Requests to the origin of this one that were sent around it, newest first: more before it than after it. */
  toOriginOf(exchange: HttpExchange): readonly ComparedRequest[] {
    const all = this.#byOrigin.get(originOf(exchange.url)) ?? [];
    const start = Math.max(0, all.indexOf(exchange) - maxCompared / 5);
    return all.slice(start, start + maxCompared).map((each) => this.read(each));
  }

  isRejected(exchange: HttpExchange): boolean {
    const origin = originOf(exchange.url);
    let endpoints = this.#endpoints.get(origin);
    if (endpoints === undefined) {
      const sent = this.toOriginOf(exchange).filter(({ credential }) => credential !== undefined);
      endpoints = new Set(sent.map((each) => endpointOf(each.exchange.url)));
      this.#endpoints.set(origin, endpoints);
    }
    return isRejected(exchange, endpoints.has(endpointOf(exchange.url)));
  }

  subjectOf(
    exchange: HttpExchange,
    checked: Pick<Subject, 'digests' | 'signature' | 'isProofSigned'>,
  ): Subject {
    const toOrigin = this.toOriginOf(exchange);
    const proofText = exchange.requestHeaders.find(({ name }) => name.toLowerCase() === 'dpop')?.value;
    const proof = proofText === undefined ? undefined : this.decodeOnce(proofText.trim());
    return {
      ...this.read(exchange),
      log: this.log,
      idOf: this.#idOf,
      accepted: this.#findAccepted(exchange, toOrigin),
      toOrigin,
      history: this.#history,
      clock: estimateClock([exchange, ...toOrigin.map((each) => each.exchange)]),
      report: readReport(exchange),
      proof,
      proofText,
      tokenRequest: readTokenRequest(exchange),
      ...checked,
    };
  }

  #findAccepted(exchange: HttpExchange, toOrigin: readonly ComparedRequest[]): AcceptedRequests {
    const endpoint = endpointOf(exchange.url);
    const sameOrigin = toOrigin.filter(
      (each) => each.exchange !== exchange && this.#isAccepted(each.exchange),
    );
    const samePath = sameOrigin.filter((each) => endpointOf(each.exchange.url) === endpoint);
    const sameEndpoint = samePath.filter((each) => each.exchange.method === exchange.method);
    return { sameOrigin, samePath, sameEndpoint };
  }

  #isAccepted(exchange: HttpExchange): boolean {
    const { status, method, mayBeForged } = exchange;
    const isSuccess = (status >= 200 && status < 300) || status === 101 || status === 304;
    if (!isSuccess || method === 'OPTIONS' || mayBeForged === true) return false;
    return deliveryOf(exchange).state !== 'not sent' && !this.isRejected(exchange);
  }
}

/** The URL without query and fragment. */
export function targetOf(url: string): string {
  return parseUrlParts(withoutFragment(url)).path;
}

export function fact(code: EvidenceCode, ...params: readonly Param[]): Evidence {
  return { code, params };
}

/**
 * The parameters of a token request (RFC 6749 §4.1.3), in a form or, as some servers accept, in JSON; also of a request
 * that only has a refresh token, as many apps' own servers expect.
 */
export function readTokenRequest({
  method,
  requestBody,
}: HttpExchange): ReadonlyMap<string, string> | undefined {
  const text = requestBody?.text.slice(0, maxReadLength).trim();
  if (method !== 'POST' || text === undefined || !/grant_type|refresh_?token/i.test(text)) return undefined;
  if (!text.startsWith('{')) {
    const parameters = new Map(findFormFields(text).fields.map(({ name, value }) => [name, value]));
    return parameters.has('grant_type') || parameters.has('refresh_token') ? parameters : undefined;
  }
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const members = Object.entries(value)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      .map(([name, member]) => [name === 'refreshToken' ? 'refresh_token' : name, member] as const);
    const parameters = new Map(members);
    return parameters.has('grant_type') || parameters.has('refresh_token') ? parameters : undefined;
  } catch {
    return undefined;
  }
}
