import type { Param } from '../../../token';
import { type HttpExchange, headerOf } from '../../exchange/exchange';
import { deliveryOf } from '../../exchange/delivery';
import type { TokenLog } from '../../log/log';
import type { CauseCode, Evidence, EvidenceCode } from './cause';
import { estimateClock, type ClockOffset } from './clock';
import { decodeJwt, readCookieMap, readCredential, type Credential, type SentJwt } from './credential';
import { readLoggedClock } from './read-clock';
import { readHistory, type History } from './history';
import { maxCompared, maxHistory } from './limits';
import { readReport, type ServerReport } from './server-report';
import { readFailedStart } from '../../sign-in/read-steps';
import { readTokenRequest } from '../../sign-in/token-request';
import { endpointOf, originOf } from '../../exchange/url-parts';

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
  /** What the response shows about the server's clock. */
  readonly clockRange: ClockOffset | undefined;
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

/** What comparing the signature with the known keys showed. */
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
  /** The parameters of an OAuth token request, or of one that starts a sign-in; undefined for any other request. */
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
  readonly #jwts = new Map<string, SentJwt | undefined>();
  #ids: ReadonlyMap<string, number> | undefined;
  readonly #compared = new Map<string, ComparedRequest>();

  constructor(log: TokenLog) {
    this.log = log;
    const newest = log
      .exchanges(maxHistory)
      .filter((exchange) => exchange.kind === 'http')
      .toReversed();
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
      clockRange: readLoggedClock(this.log, exchange),
    };
    this.#compared.set(exchange.id, compared);
    return compared;
  }

  /** Requests to the origin of this one that were sent around it, newest first: more before it than after it. */
  toOriginOf(exchange: HttpExchange): readonly ComparedRequest[] {
    const all = this.#byOrigin.get(originOf(exchange.url)) ?? [];
    const at = all.findIndex(({ id }) => id === exchange.id);
    // Of one that is older than all that are read, the oldest of them are the nearest.
    const start = Math.max(0, at === -1 ? all.length - maxCompared : at - maxCompared / 5);
    return all.slice(start, start + maxCompared).map((each) => this.read(each));
  }

  subjectOf(
    exchange: HttpExchange,
    checked: Pick<Subject, 'digests' | 'signature' | 'isProofSigned'>,
  ): Subject {
    const toOrigin = this.toOriginOf(exchange);
    const own = this.read(exchange);
    const readings = toOrigin.flatMap(({ exchange: { sentAtMs }, clockRange: range }) =>
      range === undefined ? [] : { sentAtMs, range },
    );
    const proofText = headerOf(exchange.requestHeaders, 'dpop');
    const proof = proofText === undefined ? undefined : this.decodeOnce(proofText.trim());
    return {
      ...own,
      log: this.log,
      idOf: this.#idOf,
      accepted: this.#findAccepted(exchange, toOrigin),
      toOrigin,
      history: this.#history,
      clock: estimateClock(readings, exchange.sentAtMs, own.clockRange),
      report: readReport(exchange),
      proof,
      proofText,
      tokenRequest: readTokenRequest(exchange) ?? readFailedStart(exchange),
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
    return deliveryOf(exchange).state !== 'not sent' && this.log.rejectionOf(exchange.id) === undefined;
  }
}

/** A piece of evidence with its parameters in the order of the message's placeholders. */
export function fact(code: EvidenceCode, ...params: readonly Param[]): Evidence {
  return { code, params };
}
