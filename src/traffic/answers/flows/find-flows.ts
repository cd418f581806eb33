import type { Digests, JsonObject } from '../../../token';
import { type HttpExchange, headerOf } from '../../exchange/exchange';
import type { TokenLog } from '../../log/log';
import { originOf, targetOf } from '../../exchange/url-parts';
import { maxReadExchanges } from './limits';
import { noParameters, normalizeTarget, readJwt, textOf, type Parameters } from '../../sign-in/parameters';
import { isCertain, readSteps, type Step } from '../../sign-in/read-steps';

/** One request of a flow. A redirect to the client and the request that follows it are one. */
export interface LinkedStep {
  step: Step;
  readonly exchangeIds: string[];
}

/** The steps that belong together. */
export class FoundFlow {
  readonly steps: LinkedStep[] = [];
  /** The parameters of the pushed request, the authorization request and its request object. */
  request: Parameters = noParameters;
  /** The token request was matched by its code or verifier, not only by its client. */
  isMatched = true;

  readonly #last = new Map<Step['kind'], LinkedStep>();

  add(step: Step): void {
    const linked = { step, exchangeIds: [step.exchange.id] };
    this.steps.push(linked);
    this.#last.set(step.kind, linked);
  }

  all(...kinds: readonly Step['kind'][]): readonly Step[] {
    return this.steps.map(({ step }) => step).filter(({ kind }) => kinds.includes(kind));
  }

  lastOf(kind: Step['kind']): LinkedStep | undefined {
    return this.#last.get(kind);
  }

  has(kind: Step['kind']): boolean {
    return this.#last.has(kind);
  }
}

/** All flows of a log: which one an exchange belongs to. */
export type FoundFlows = ReadonlyMap<string, FoundFlow>;

/** The steps read without a pause: about a millisecond. */
const exchangesPerTask = 500;

/**
 * Links the steps of sign-ins by the values that one passes to the next: `state`, code, `request_uri`, PKCE challenge,
 * device code and tokens. Takes time linear in the size of the log. `nextTask` settles in a new task.
 */
export async function findFlows(
  log: TokenLog,
  digests: Digests,
  nextTask?: () => Promise<void>,
): Promise<FoundFlows> {
  const exchanges = log
    .exchanges(maxReadExchanges)
    .filter((exchange): exchange is HttpExchange => exchange.kind === 'http')
    .sort((a, b) => a.sentAtMs - b.sentAtMs);
  const linker = new Linker(digests);
  let count = 0;
  for (const exchange of exchanges) {
    count += 1;
    if (count % exchangesPerTask === 0) await nextTask?.();
    for (const step of readSteps(exchange)) linker.add(step);
  }
  return linker.flows;
}

class Linker {
  readonly flows = new Map<string, FoundFlow>();
  readonly #digests: Digests;
  /** The newest flow with a value, by the name of the parameter and the value. */
  readonly #byValue = new Map<string, FoundFlow>();

  constructor(digests: Digests) {
    this.#digests = digests;
  }

  add(step: Step): void {
    const flow = this.#findFlow(step);
    if (flow === undefined) return;
    this.#append(flow, step);
    this.#index(flow, step);
  }

  #append(flow: FoundFlow, step: Step): void {
    const { exchange, kind } = step;
    const before = kind === 'authorization response' ? flow.lastOf(kind) : undefined;
    const isSame = before !== undefined && isSameResponse(before.step, step);
    if (isSame && (before.step.isRedirect === true || step.isRedirect === true)) {
      // The client may redirect again with the same parameters.
      if (before.step.isRedirect === true) before.step = step;
      before.exchangeIds.push(exchange.id);
    } else {
      flow.add(step);
    }
    if (kind === 'pushed request' || kind === 'authorization request') {
      flow.request = new Map([...flow.request, ...step.parameters]);
    }
    if (!this.flows.has(exchange.id)) this.flows.set(exchange.id, flow);
  }

  #findFlow(step: Step): FoundFlow | undefined {
    const { kind, parameters, exchange, isBodyDropped } = step;
    switch (kind) {
      case 'pushed request':
      case 'device request':
      case 'backchannel request':
        return new FoundFlow();
      case 'authorization request': {
        const pushed = this.#with('request_uri', parameters.get('request_uri'));
        // The same request can be sent again, such as after a reload.
        return pushed ?? this.#sameRequest(parameters, exchange) ?? new FoundFlow();
      }
      case 'authorization response':
        return this.#findRequest(step);
      case 'token request':
        return this.#findGrant(step) ?? new FoundFlow();
      case 'refresh':
        return (
          this.#with('refresh_token', parameters.get('refresh_token')) ??
          (isBodyDropped === true ? this.#with('origin', originOf(exchange.url)) : undefined) ??
          new FoundFlow()
        );
      case 'token exchange':
        return this.#withToken(parameters.get('subject_token')) ?? new FoundFlow();
      case 'userinfo':
        return this.#with('access_token', step.accessToken);
      case 'revocation':
        return this.#withToken(parameters.get('token'));
      case 'front-channel logout':
        return this.#with('sid', parameters.get('sid'));
      case 'logout':
        return (
          this.#withToken(parameters.get('id_token_hint')) ??
          this.#with('client_id', parameters.get('client_id')) ??
          this.#with('origin', originOf(exchange.url))
        );
    }
  }

  #sameRequest(parameters: Parameters, exchange: HttpExchange): FoundFlow | undefined {
    const flow = this.#with('state', parameters.get('state'));
    const before = flow?.lastOf('authorization request')?.step;
    const isSame =
      before !== undefined &&
      targetOf(before.exchange.url) === targetOf(exchange.url) &&
      ['nonce', 'code_challenge', 'client_id'].every(
        (name) => before.parameters.get(name) === parameters.get(name),
      );
    return isSame && !flow?.has('authorization response') ? flow : undefined;
  }

  /**
   * The flow of an authorization response: with its code or state, otherwise the newest one to this redirect URI that
   * has no response. Undefined if this may be an ordinary request with a parameter of the same name.
   */
  #findRequest(step: Step): FoundFlow | undefined {
    const { parameters, exchange, isRedirect } = step;
    const found =
      this.#with('code', parameters.get('code')) ??
      this.#with('response', parameters.get('response')) ??
      this.#with('state', parameters.get('state'));
    if (found !== undefined) return found;
    const target = isRedirect === true ? locationOf(exchange) : exchange.url;
    const pending = this.#with('redirect_uri', normalizeTarget(target));
    if (pending !== undefined && !pending.has('authorization response')) return pending;
    return isCertain(step) ? new FoundFlow() : undefined;
  }

  #findGrant({ parameters, exchange, isBodyDropped }: Step): FoundFlow | undefined {
    const verifier = parameters.get('code_verifier');
    const found =
      this.#with('code', parameters.get('code')) ??
      this.#with('device_code', parameters.get('device_code')) ??
      this.#with('auth_req_id', parameters.get('auth_req_id')) ??
      (verifier === undefined
        ? undefined
        : (this.#with('code_challenge', this.#digests.digestText(verifier)) ??
          this.#with('code_challenge', verifier)));
    if (found !== undefined) return found;
    // The code isn't known if a script got the response by postMessage, or if the body isn't kept.
    const newest =
      isBodyDropped === true
        ? this.#with('origin', originOf(exchange.url))
        : this.#with('client_id', parameters.get('client_id'));
    const isOpen = newest?.has('token request') === false && newest.has('authorization request');
    const isPossible = isOpen && newest.has('authorization response') === (isBodyDropped === true);
    if (!isPossible || parameters.get('grant_type') !== 'authorization_code') return undefined;
    newest.isMatched = false;
    return newest;
  }

  #index(flow: FoundFlow, { kind, parameters, response, exchange }: Step): void {
    const note = (name: string, value: string | undefined) => {
      if (value !== undefined && value !== '') this.#byValue.set(`${name} ${value}`, flow);
    };
    switch (kind) {
      case 'pushed request':
        note('request_uri', textOf(response, 'request_uri'));
        noteAll(parameters, ['state', 'code_challenge', 'client_id'], note);
        break;
      case 'authorization request': {
        noteAll(flow.request, ['state', 'code_challenge', 'client_id'], note);
        const redirectUri = flow.request.get('redirect_uri');
        note('redirect_uri', redirectUri && normalizeTarget(redirectUri));
        note('origin', originOf(exchange.url));
        break;
      }
      case 'authorization response':
        noteAll(parameters, ['code', 'response'], note);
        noteTokens(Object.fromEntries(parameters), note);
        break;
      case 'device request':
      case 'backchannel request':
        note('device_code', textOf(response, 'device_code'));
        note('auth_req_id', textOf(response, 'auth_req_id'));
        break;
      case 'token request':
      case 'refresh':
      case 'token exchange':
        // The request itself has the newest client, if the authorization request wasn't captured.
        noteAll(parameters, ['code', 'refresh_token', 'client_id'], note);
        noteTokens(response, note);
        note('origin', originOf(exchange.url));
        break;
      default:
    }
  }

  #with(name: string, value: string | undefined): FoundFlow | undefined {
    return value === undefined || value === '' ? undefined : this.#byValue.get(`${name} ${value}`);
  }

  #withToken(token: string | undefined): FoundFlow | undefined {
    return (
      this.#with('id_token', token) ?? this.#with('access_token', token) ?? this.#with('refresh_token', token)
    );
  }
}

type Note = (name: string, value: string | undefined) => void;

function noteAll(parameters: Parameters, names: readonly string[], note: Note): void {
  for (const name of names) note(name, parameters.get(name));
}

function noteTokens(response: JsonObject, note: Note): void {
  for (const name of ['access_token', 'refresh_token', 'id_token']) note(name, textOf(response, name));
  const sid = readJwt(textOf(response, 'id_token'))?.claims?.['sid'];
  note('sid', typeof sid === 'string' ? sid : undefined);
}

/** The redirect and the request that follows it have the same code or error. */
function isSameResponse(one: Step, other: Step): boolean {
  const names = ['code', 'error', 'response', 'state', 'id_token', 'access_token'];
  return names.every((name) => {
    // A client that isn't at its redirect URI any more may have dropped some.
    const value = other.parameters.get(name);
    return value === undefined || value === one.parameters.get(name);
  });
}

function locationOf({ responseHeaders }: HttpExchange): string {
  return headerOf(responseHeaders, 'location') ?? '';
}
