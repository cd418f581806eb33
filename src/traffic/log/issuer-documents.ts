import type { CheckContext } from '../../token';
import type { HttpExchange } from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';
import type { TokenFacts } from '../search/token-facts';
import { parseUrlParts } from '../exchange/url-parts';
import {
  maxDocumentLength,
  maxDocumentsPerOrigin,
  maxParameterLength,
  maxParameters,
  maxSeenDocuments,
} from './limits';
import { isFetchedFrom, originOf, readIssuer } from './issuer';
import { withoutFragment } from '../exchange/url-parts';

type JsonObject = NonNullable<CheckContext['jwks']>;
type Parameters = NonNullable<CheckContext['authorizationRequest']>;

interface SeenDocument<T> {
  readonly url: string;
  readonly origin: string;
  readonly answeredAtMs: number;
  readonly value: T;
}

type SeenMap<T> = Map<string, SeenDocument<T>>;

/**
 * Key sets, discovery documents and authorization requests that were captured; the newest of each address.
 *
 * Any page can request anything and serve anything from an origin of its own, so a document counts only for the issuer
 * that it was served by: a discovery document for the issuer whose address it was fetched from, a key set for the issuer
 * whose discovery document names it, or else for issuers of its own origin.
 */
export class SeenDocuments {
  readonly #keySets: SeenMap<JsonObject> = new Map();
  readonly #discovery: SeenMap<JsonObject> = new Map();
  readonly #authorizationRequests: SeenMap<Parameters> = new Map();

  /** Costs a look at the body's beginning for all that is no such document. */
  note(exchange: HttpExchange): void {
    const { url } = exchange;
    const parameters = readAuthorizationRequest(url);
    const document = readDocument(exchange);
    if (parameters === undefined && document === undefined) return;
    const origin = originOf(url);
    if (origin === undefined) return;
    const address = detachString(withoutFragment(url).slice(0, maxParameterLength));
    const seen = { url: address, origin, answeredAtMs: exchange.answeredAtMs };
    if (parameters !== undefined) {
      const name = parameters['state'] ?? parameters['nonce'] ?? url;
      const key = detachString(`${origin} ${name.slice(0, maxParameterLength)}`);
      keep(this.#authorizationRequests, key, { ...seen, value: parameters });
    }
    if (Array.isArray(document?.keys)) keep(this.#keySets, address, { ...seen, value: document });
    else if (typeof document?.issuer === 'string' && isFetchedFrom(document.issuer, url))
      keep(this.#discovery, document.issuer, { ...seen, value: document });
  }

  clear(): void {
    for (const kept of [this.#keySets, this.#discovery, this.#authorizationRequests]) kept.clear();
  }

  /** What belongs to this token: its issuer's documents, and the authorization request with its `nonce`. */
  of({
    header,
    claims,
  }: TokenFacts): Pick<CheckContext, 'jwks' | 'jwksUrl' | 'discovery' | 'authorizationRequest'> {
    const issuer = readIssuer(claims?.['iss']);
    const discovery = issuer === undefined ? undefined : this.#discovery.get(issuer)?.value;
    const keySet = issuer && this.#keySetOf(issuer, header?.['kid'], discovery?.['jwks_uri']);
    const asked = this.#requestWith(claims?.['nonce'], issuer, discovery?.['authorization_endpoint']);
    return {
      ...(keySet && { jwksUrl: keySet.url, jwks: keySet.value }),
      ...(discovery && { discovery }),
      ...(asked && { authorizationRequest: asked.value }),
    };
  }

  /** The set that the issuer's own document names; else one of its origin that holds the key, below its path if any is. */
  #keySetOf(issuer: string, kid: unknown, jwksUri: unknown): SeenDocument<JsonObject> | undefined {
    const named = typeof jwksUri === 'string' ? this.#keySets.get(normalizeUrl(jwksUri)) : undefined;
    // Under the name that the document has for it, by which it is known as the issuer's.
    if (named !== undefined) return { ...named, url: String(jwksUri) };
    if (typeof kid !== 'string') return undefined;
    const origin = originOf(issuer);
    const holding = [...this.#keySets.values()].filter(
      (set) => set.origin === origin && holdsKey(set.value, kid),
    );
    // Several issuers can share one origin, each below a path of its own.
    const path = issuer.endsWith('/') ? issuer : `${issuer}/`;
    return newest(holding.filter(({ url }) => url.startsWith(path))) ?? newest(holding);
  }

  /** A request of another origin can repeat a nonce: one to the issuer comes first. */
  #requestWith(
    nonce: unknown,
    issuer: string | undefined,
    endpoint: unknown,
  ): SeenDocument<Parameters> | undefined {
    if (typeof nonce !== 'string') return undefined;
    const asking = [...this.#authorizationRequests.values()].filter(({ value }) => value['nonce'] === nonce);
    const origins = [issuer, endpoint].map((url) => (typeof url === 'string' ? originOf(url) : undefined));
    return newest(asking.filter(({ origin }) => origins.includes(origin))) ?? newest(asking);
  }
}

/** Of one origin only a few are kept, so that no origin can push out what the others served. */
function keep<T>(kept: SeenMap<T>, name: string, seen: SeenDocument<T>): void {
  const before = kept.get(name);
  // Answers may be reported in another order than they came in; keys are rotated, so the newest counts.
  if (before !== undefined && before.answeredAtMs > seen.answeredAtMs) return;
  kept.delete(name);
  kept.set(name, seen);
  const ofOrigin = [...kept].filter(([, { origin }]) => origin === seen.origin);
  const oldest = ofOrigin.length > maxDocumentsPerOrigin ? ofOrigin[0]?.[0] : [...kept.keys()][0];
  if (oldest !== undefined && (ofOrigin.length > maxDocumentsPerOrigin || kept.size > maxSeenDocuments))
    kept.delete(oldest);
}

function newest<T>(seen: readonly SeenDocument<T>[]): SeenDocument<T> | undefined {
  return seen.reduce<SeenDocument<T> | undefined>(
    (best, each) => (best === undefined || each.answeredAtMs >= best.answeredAtMs ? each : best),
    undefined,
  );
}

function holdsKey({ keys }: JsonObject, kid: string): boolean {
  return (
    Array.isArray(keys) &&
    keys.slice(0, 100).some((key) => isObject(key) && key['kid'] === kid && typeof key['kty'] === 'string')
  );
}

/** As a browser writes the address of a request. */
function normalizeUrl(url: string): string {
  return URL.canParse(url) ? withoutFragment(new URL(url).href) : url;
}

/**
 * RFC 7517 §5; OpenID Connect Discovery 1.0 §3, RFC 8414 §2. Documents are fetched with GET; what another method brings
 * may be an echo of what was sent.
 */
function readDocument({ url, method, status, responseBody, mayBeForged }: HttpExchange) {
  if (status < 200 || status > 299 || responseBody === undefined || responseBody.truncated) return undefined;
  if (method.toUpperCase() !== 'GET' || mayBeForged === true) return undefined;
  const { text } = responseBody;
  // A longer address isn't kept whole, and would stand for another one.
  if (text.length > maxDocumentLength || url.length > maxParameterLength) return undefined;
  if (!/"(?:keys|jwks_uri)"/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 6749 §4.1.1. */
function readAuthorizationRequest(url: string): Parameters | undefined {
  const { query } = parseUrlParts(url);
  if (!query.includes('response_type=') || !query.includes('client_id=')) return undefined;
  const parameters = [...new URLSearchParams(query.slice(0, maxDocumentLength))].slice(0, maxParameters);
  return Object.fromEntries(
    parameters.map(([name, value]) => [name, detachString(value.slice(0, maxParameterLength))]),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
