import { isJsonObject, type CheckContext } from '../../token';
import type { HttpExchange } from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';
import type { TokenFacts } from '../search/token-facts';
import { parseUrlParts } from '../exchange/url-parts';
import {
  maxDocumentLength,
  maxDocumentsPerOrigin,
  maxForgedUrls,
  maxParameterLength,
  maxParameters,
  maxIssuerDocuments,
  maxKeySetsLength,
} from './limits';
import { isFetchedFrom, isTrustworthyUrl, originOf, readIssuer } from './issuer';
import { writeKeySet, type PublishedKeySet } from './key-sets';
import { withoutFragment } from '../exchange/url-parts';

type JsonObject = NonNullable<CheckContext['jwks']>;
type Parameters = NonNullable<CheckContext['authorizationRequest']>;

interface CapturedDocument<T> {
  readonly url: string;
  readonly origin: string;
  readonly answeredAtMs: number;
  /** It's from an opened file, which can contain anything. */
  readonly isFromFile: boolean;
  /** Its body was found by its URL; see `Body`. */
  readonly isFoundByUrl: boolean;
  readonly value: T;
}

type DocumentMap<T> = Map<string, CapturedDocument<T>>;

/**
 * Captured key sets, discovery documents and authorization requests, the newest for each URL.
 *
 * Any page can request any URL and serve any content from its own origin, so a document counts only for the issuer that
 * served it. A discovery document counts for the issuer it was fetched from. A key set counts for the issuer whose
 * discovery document has its URL, otherwise for issuers with the same origin.
 */
export class IssuerDocuments {
  readonly #keySets: DocumentMap<JsonObject> = new Map();
  readonly #discovery: DocumentMap<JsonObject> = new Map();
  readonly #authorizationRequests: DocumentMap<Parameters> = new Map();
  /** URLs with a response that a service worker may have made: a body that was found by this URL may be that one. */
  readonly #forgedUrls = new Set<string>();
  #published: readonly PublishedKeySet[] = [];
  #isOutdated = false;

  /**
   * Stores the documents in an exchange, if it has any. Cheap for all other exchanges: most are excluded by a regex.
   */
  note(exchange: HttpExchange): void {
    const { url } = exchange;
    if (exchange.mayBeForged === true) this.#distrust(addressOf(url));
    const parameters = readAuthorizationRequest(url);
    const document = readDocument(exchange);
    if (parameters === undefined && document === undefined) return;
    const origin = originOf(url);
    if (origin === undefined) return;
    const address = detachString(addressOf(url));
    const isFoundByUrl = exchange.responseBody?.isFoundByUrl === true;
    const captured = {
      url: address,
      origin,
      answeredAtMs: exchange.answeredAtMs,
      isFromFile: exchange.source === 'file',
      isFoundByUrl,
    };
    if (parameters !== undefined) {
      const name = parameters['state'] ?? parameters['nonce'] ?? url;
      const key = detachString(`${origin} ${name.slice(0, maxParameterLength)}`);
      store(this.#authorizationRequests, key, { ...captured, value: parameters });
    }
    if (isFoundByUrl && this.#mayBeForged(address)) return;
    if (Array.isArray(document?.keys)) store(this.#keySets, address, { ...captured, value: document });
    else if (typeof document?.issuer === 'string' && isFetchedFrom(document.issuer, url))
      store(this.#discovery, document.issuer, { ...captured, value: document });
    else return;
    this.#isOutdated = true;
  }

  #mayBeForged(address: string): boolean {
    return this.#forgedUrls.has(address) || this.#forgedUrls.size >= maxForgedUrls;
  }

  /** Also removes what was found by the URL before. Beyond the limit, that is everything that was found by a URL. */
  #distrust(address: string): void {
    if (this.#mayBeForged(address)) return;
    this.#forgedUrls.add(detachString(address));
    for (const documents of [this.#keySets, this.#discovery]) {
      for (const [name, { url, isFoundByUrl }] of documents) {
        if (!isFoundByUrl || !this.#mayBeForged(url)) continue;
        documents.delete(name);
        this.#isOutdated = true;
      }
    }
  }

  clear(): void {
    for (const documents of [this.#keySets, this.#discovery, this.#authorizationRequests]) documents.clear();
    this.#isOutdated = true;
  }

  /** The captured key sets, those of issuers first, then newest first. The same array until one of them changes. */
  keySets(): readonly PublishedKeySet[] {
    if (!this.#isOutdated) return this.#published;
    this.#isOutdated = false;
    const published = this.#listKeySets();
    if (JSON.stringify(published) !== JSON.stringify(this.#published)) this.#published = published;
    return this.#published;
  }

  #listKeySets(): readonly PublishedKeySet[] {
    const sets = [...this.#keySets.values()]
      .toSorted((one, other) => other.answeredAtMs - one.answeredAtMs)
      .flatMap(({ url, isFromFile, value }): readonly PublishedKeySet[] => {
        const text = writeKeySet(value);
        if (text === undefined) return [];
        const origin = isFromFile ? 'file' : 'captured';
        return [{ origin, url, text, issuers: isFromFile ? [] : this.#issuersOf(url) }];
      });
    const isOwn = ({ issuers }: PublishedKeySet) => issuers.length > 0;
    let left = maxKeySetsLength;
    return [...sets.filter(isOwn), ...sets.filter((set) => !isOwn(set))].filter(({ text }) => {
      left -= text.length;
      return left >= 0;
    });
  }

  /** The issuers that specify this URL as `jwks_uri`. Elsewhere, someone between may have changed the documents. */
  #issuersOf(keySetUrl: string): readonly string[] {
    if (!isTrustworthyUrl(keySetUrl)) return [];
    return [...this.#discovery].flatMap(([issuer, { url, isFromFile, value }]) => {
      const { jwks_uri: jwksUri } = value;
      const isSpecified = typeof jwksUri === 'string' && normalizeUrl(jwksUri) === keySetUrl;
      return isSpecified && !isFromFile && isTrustworthyUrl(url) ? [issuer] : [];
    });
  }

  /** The documents of the token's issuer, and the authorization request with the token's `nonce`. */
  findFor({
    header,
    claims,
  }: TokenFacts): Pick<CheckContext, 'jwks' | 'jwksUrl' | 'discovery' | 'authorizationRequest'> {
    const issuer = readIssuer(claims?.['iss']);
    const discovery = issuer === undefined ? undefined : this.#discovery.get(issuer)?.value;
    const keySet = issuer && this.#keySetOf(issuer, header?.['kid'], discovery?.['jwks_uri']);
    const request = this.#requestWith(claims?.['nonce'], issuer, discovery?.['authorization_endpoint']);
    return {
      ...(keySet && { jwksUrl: keySet.url, jwks: keySet.value }),
      ...(discovery && { discovery }),
      ...(request && { authorizationRequest: request.value }),
    };
  }

  /**
   * The set that the discovery document specifies. Otherwise one with this key at the issuer's origin, preferably its
   * path.
   */
  #keySetOf(issuer: string, kid: unknown, jwksUri: unknown): CapturedDocument<JsonObject> | undefined {
    const specified = typeof jwksUri === 'string' ? this.#keySets.get(normalizeUrl(jwksUri)) : undefined;
    // With `jwks_uri` as written there: the checks compare the two.
    if (specified !== undefined) return { ...specified, url: String(jwksUri) };
    if (typeof kid !== 'string') return undefined;
    const origin = originOf(issuer);
    const candidates = [...this.#keySets.values()].filter(
      (set) => set.origin === origin && hasKey(set.value, kid),
    );
    // Several issuers can share an origin, each with its own path.
    const path = issuer.endsWith('/') ? issuer : `${issuer}/`;
    return newest(candidates.filter(({ url }) => url.startsWith(path))) ?? newest(candidates);
  }

  /** Prefers a request to the issuer, since a request to another origin can repeat a nonce. */
  #requestWith(
    nonce: unknown,
    issuer: string | undefined,
    endpoint: unknown,
  ): CapturedDocument<Parameters> | undefined {
    if (typeof nonce !== 'string') return undefined;
    const requests = [...this.#authorizationRequests.values()].filter(
      ({ value }) => value['nonce'] === nonce,
    );
    const origins = [issuer, endpoint].map((url) => (typeof url === 'string' ? originOf(url) : undefined));
    return newest(requests.filter(({ origin }) => origins.includes(origin))) ?? newest(requests);
  }
}

/** Stores a document. Each origin may have only a few, so that no origin can evict the others' documents. */
function store<T>(documents: DocumentMap<T>, name: string, captured: CapturedDocument<T>): void {
  const before = documents.get(name);
  // Responses may be reported in a different order than they arrived. Keys are rotated, so the newest counts, but none
  // that was found by its URL replaces one that wasn't.
  if (before !== undefined) {
    const isNewer = before.answeredAtMs <= captured.answeredAtMs;
    if (before.isFoundByUrl === captured.isFoundByUrl ? !isNewer : captured.isFoundByUrl) return;
  }
  documents.delete(name);
  documents.set(name, captured);
  const ofOrigin = [...documents].filter(([, { origin }]) => origin === captured.origin);
  const oldest = ofOrigin.length > maxDocumentsPerOrigin ? ofOrigin[0]?.[0] : [...documents.keys()][0];
  const isOverLimit = ofOrigin.length > maxDocumentsPerOrigin || documents.size > maxIssuerDocuments;
  if (oldest !== undefined && isOverLimit) documents.delete(oldest);
}

function newest<T>(documents: readonly CapturedDocument<T>[]): CapturedDocument<T> | undefined {
  return documents.reduce<CapturedDocument<T> | undefined>(
    (best, each) => (best === undefined || each.answeredAtMs >= best.answeredAtMs ? each : best),
    undefined,
  );
}

function hasKey({ keys }: JsonObject, kid: string): boolean {
  return (
    Array.isArray(keys) &&
    keys
      .slice(0, 100)
      .some((key) => isJsonObject(key) && key['kid'] === kid && typeof key['kty'] === 'string')
  );
}

function addressOf(url: string): string {
  return withoutFragment(url).slice(0, maxParameterLength);
}

/** The form in which browsers report a request's URL. */
function normalizeUrl(url: string): string {
  return URL.canParse(url) ? withoutFragment(new URL(url).href) : url;
}

/**
 * A key set (RFC 7517 §5) or discovery document (OpenID Connect Discovery 1.0 §3, RFC 8414 §2). Only from a GET
 * request, since the response to another method may echo what the page sent.
 */
function readDocument({ url, method, status, responseBody, mayBeForged }: HttpExchange) {
  if (status < 200 || status > 299 || responseBody === undefined || responseBody.truncated) return undefined;
  if (method.toUpperCase() !== 'GET' || mayBeForged === true) return undefined;
  const { text } = responseBody;
  // A longer URL would be stored truncated, and could then equal another one.
  if (text.length > maxDocumentLength || url.length > maxParameterLength) return undefined;
  if (!/"(?:keys|jwks_uri)"/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The parameters of an authorization request (RFC 6749 §4.1.1). */
function readAuthorizationRequest(url: string): Parameters | undefined {
  const { query } = parseUrlParts(url);
  if (!query.includes('response_type=') || !query.includes('client_id=')) return undefined;
  const parameters = [...new URLSearchParams(query.slice(0, maxDocumentLength))].slice(0, maxParameters);
  return Object.fromEntries(
    parameters.map(([name, value]) => [name, detachString(value.slice(0, maxParameterLength))]),
  );
}
