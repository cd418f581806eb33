import type { CheckContext, Token } from '../../token';
import type { HttpExchange } from '../exchange';
import { ownText } from '../own-text';
import { parseUrlParts } from '../url-parts';
import { withoutFragment } from './without-fragment';
import { maxDocumentLength, maxParameterLength, maxParameters, maxSeenDocuments } from './bounds';

type JsonObject = NonNullable<CheckContext['jwks']>;
type Parameters = NonNullable<CheckContext['authorizationRequest']>;

/** Key sets, discovery documents and authorization requests that went by; the newest of each address. */
export class SeenDocuments {
  readonly #keySets = new Map<string, JsonObject>();
  readonly #discovery = new Map<string, JsonObject>();
  readonly #authorizationRequests = new Map<string, Parameters>();

  /** Costs a look at the body's beginning for all that is no such document. */
  note({ url, status, responseBody }: HttpExchange): void {
    const parameters = readAuthorizationRequest(url);
    if (parameters !== undefined) {
      const name = parameters['state'] ?? parameters['nonce'] ?? url;
      keep(this.#authorizationRequests, ownText(name.slice(0, maxParameterLength)), parameters);
    }
    if (status < 200 || status > 299 || responseBody === undefined || responseBody.truncated) return;
    const document = readDocument(responseBody.text);
    const address = ownText(withoutFragment(url).slice(0, maxParameterLength));
    if (Array.isArray(document?.keys)) keep(this.#keySets, address, document);
    else if (typeof document?.issuer === 'string') keep(this.#discovery, address, document);
  }

  clear(): void {
    for (const kept of [this.#keySets, this.#discovery, this.#authorizationRequests]) kept.clear();
  }

  /** What belongs to this token: by its `kid`, its issuer, and its `nonce` or the client that it was made for. */
  of(token: Token): Pick<CheckContext, 'jwks' | 'jwksUrl' | 'discovery' | 'authorizationRequest'> {
    const claims = token.kind === 'jwe' || token.kind === 'malformed' ? undefined : token.claims;
    const issuer = claims?.['iss'];
    const discovery = newest(this.#discovery, ([, document]) => document['issuer'] === issuer)?.[1];
    const keySet = this.#keySetOf(token.header?.['kid'], discovery?.['jwks_uri']);
    const nonce = claims?.['nonce'];
    const asked = newest(
      this.#authorizationRequests,
      ([, parameters]) => typeof nonce === 'string' && parameters['nonce'] === nonce,
    );
    return {
      ...(keySet && { jwksUrl: keySet[0], jwks: keySet[1] }),
      ...(discovery && { discovery }),
      ...(asked && { authorizationRequest: asked[1] }),
    };
  }

  #keySetOf(kid: unknown, jwksUri: unknown): readonly [string, JsonObject] | undefined {
    return newest(
      this.#keySets,
      ([url, { keys }]) =>
        url === jwksUri ||
        (typeof kid === 'string' &&
          Array.isArray(keys) &&
          keys.slice(0, 100).some((key) => kidOf(key) === kid)),
    );
  }
}

function keep<T>(kept: Map<string, T>, name: string, value: T): void {
  kept.delete(name);
  kept.set(name, value);
  const [oldest] = kept.keys();
  if (kept.size > maxSeenDocuments && oldest !== undefined) kept.delete(oldest);
}

function newest<T>(
  kept: ReadonlyMap<string, T>,
  isMeant: (entry: readonly [string, T]) => boolean,
): readonly [string, T] | undefined {
  return [...kept].findLast(isMeant);
}

/** RFC 7517 §5; OpenID Connect Discovery 1.0 §3, RFC 8414 §2. */
function readDocument(text: string): JsonObject | undefined {
  if (text.length > maxDocumentLength || !/"(?:keys|jwks_uri)"/.test(text)) return undefined;
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
    parameters.map(([name, value]) => [name, ownText(value.slice(0, maxParameterLength))]),
  );
}

function kidOf(key: unknown): unknown {
  return isObject(key) ? key['kid'] : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
