import type { HttpExchange } from '../exchange/exchange';
import { normalizeTarget, textOf } from './parameters';
import { readSteps } from './read-steps';
import { maxStates } from './limits';

/** Recognizes authorization responses whose `state` no request has, as they are recorded. */
export class RequestedStates {
  readonly #states = new Set<string>();
  readonly #redirectUris = new Set<string>();
  /** The `request_uri` of each captured pushed request. */
  readonly #pushed = new Set<string>();
  /** There was a request whose parameters aren't known, so a response can belong to it. */
  #hasUnknown = false;

  /** Returns whether the exchange is an authorization request. */
  note(exchange: HttpExchange): boolean {
    let isRequest = false;
    for (const { kind, parameters, response, isEncrypted } of readSteps(exchange)) {
      if (kind !== 'authorization request' && kind !== 'pushed request') continue;
      isRequest = true;
      const [state, redirectUri] = [parameters.get('state'), parameters.get('redirect_uri')];
      const pushed = textOf(response, 'request_uri');
      if (pushed !== undefined) this.#pushed.add(pushed);
      const requestUri = parameters.get('request_uri');
      const isElsewhere = requestUri !== undefined && !this.#pushed.has(requestUri);
      if (isEncrypted === true || isElsewhere || this.#states.size >= maxStates) this.#hasUnknown = true;
      if (state === undefined || redirectUri === undefined) continue;
      this.#states.add(state);
      this.#redirectUris.add(normalizeTarget(redirectUri));
    }
    return isRequest;
  }

  /** Whether a response came to a redirect URI of captured requests, but with another `state` than theirs. */
  isLost(exchange: HttpExchange): boolean {
    if (this.#hasUnknown || this.#states.size === 0) return false;
    return readSteps(exchange).some(({ kind, parameters, isRedirect, isEncrypted }) => {
      const state = parameters.get('state');
      return (
        kind === 'authorization response' &&
        isRedirect !== true &&
        isEncrypted !== true &&
        state !== undefined &&
        !this.#states.has(state) &&
        this.#redirectUris.has(normalizeTarget(exchange.url))
      );
    });
  }
}
