import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { isJsonObject, type JsonObject, type Param, type Token } from '../../../token';
import {
  isFetchedFrom,
  isTrustworthyUrl,
  listDiscoveryUrls,
  maxFetchedLength,
  maxFetchedUrlLength,
  readIssuer,
  writeKeySet,
} from '../../../traffic';
import type { DocumentCommands, FetchedDocument } from '../../commands';
import type { KeyBoxModel } from './key-box';
import { issuerOf, type KeyringModel } from './keyring';

/** Why keys couldn't be fetched. Params of the message, in order; the first is the URL. */
export interface FetchProblem {
  readonly code:
    | 'address'
    | 'unreachable'
    | 'status'
    | 'too large'
    | 'timed out'
    /** The response isn't a discovery document or a key set. */
    | 'content'
    /** The discovery document is for another issuer. */
    | 'other issuer'
    /** It specifies no URL of keys that can be fetched. */
    | 'no keys URL';
  readonly params: readonly Param[];
}

/** A click that fetches keys: those of the token's issuer, or from a URL in the key box. */
export interface KeyFetchModel {
  /** The host that a click connects to; undefined if nothing can be fetched. */
  readonly host: ReadonlySignal<string | undefined>;
  /** Whether the issuer's discovery document specifies keys on this other host, which a second click fetches. */
  readonly isElsewhere: ReadonlySignal<boolean>;
  readonly isFetching: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<FetchProblem | undefined>;
  /** Call it only for a click on the button with the host. */
  start(): void;
  end(): void;
}

interface KeyFetchOptions {
  readonly token: ReadonlySignal<Token | undefined>;
  readonly keyBox: KeyBoxModel;
  readonly keyring: KeyringModel;
  readonly commands: DocumentCommands;
}

/** What a click fetches. `keys`: the key set that the issuer's discovery document specifies. */
type Target =
  | { readonly kind: 'issuer'; readonly url: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'keys'; readonly url: string };

type Outcome = 'done' | { readonly problem: FetchProblem } | { readonly elsewhere: string };

/** Fetches keys on a click, never by itself. A response for a token that is no longer shown is dropped. */
export function createKeyFetch({ token, keyBox, keyring, commands }: KeyFetchOptions): KeyFetchModel {
  const isFetching = signal(false);
  const problem = signal<FetchProblem | undefined>(undefined);
  const elsewhere = signal<string | undefined>(undefined);
  const issuer = computed(() => readIssuer(token.value && issuerOf(token.value)));
  const first = computed(() => findTarget(token.value, issuer.value, keyBox));
  const target = computed((): Target | undefined =>
    elsewhere.value === undefined ? first.value : { kind: 'keys', url: elsewhere.value },
  );
  const firstUrl = computed(() => first.value && `${first.value.kind} ${first.value.url}`);
  let current = 0;
  // Another token or another URL in the box.
  const stop = effect(() => {
    void token.value;
    void firstUrl.value;
    current += 1;
    isFetching.value = false;
    problem.value = undefined;
    elsewhere.value = undefined;
  });

  const addKeys = async (url: string, of: string): Promise<Outcome> => {
    const fetched = await commands.fetchDocument(url);
    if (!fetched.ok) return failed(url, fetched);
    const document = parseObject(fetched.text);
    const text = document && writeKeySet(document);
    if (text === undefined) return { problem: { code: 'content', params: [url] } };
    keyring.addKeySet({ origin: 'fetched', url, text, issuers: [of] });
    return 'done';
  };
  const followDiscovery = async (url: string, document: JsonObject, of: string): Promise<Outcome> => {
    const { jwks_uri: jwksUri } = document;
    if (typeof jwksUri !== 'string' || jwksUri.length > maxFetchedUrlLength || !isTrustworthyUrl(jwksUri)) {
      return { problem: { code: 'no keys URL', params: [url] } };
    }
    const keysUrl = new URL(jwksUri).href;
    return hostOf(keysUrl) === hostOf(of) ? addKeys(keysUrl, of) : { elsewhere: keysUrl };
  };
  const fetchIssuer = async (of: string): Promise<Outcome> => {
    let firstOutcome: Outcome | undefined;
    for (const url of listDiscoveryUrls(of)) {
      const fetched = await commands.fetchDocument(url);
      const document = fetched.ok ? parseObject(fetched.text) : undefined;
      if (document?.['issuer'] === of) return followDiscovery(url, document, of);
      firstOutcome ??= fetched.ok ? describeOther(url, document) : failed(url, fetched);
    }
    return firstOutcome ?? 'done';
  };
  const fetchUrl = async (
    url: string,
    of: string | undefined,
    isCurrent: () => boolean,
  ): Promise<Outcome> => {
    const fetched = await commands.fetchDocument(url);
    if (!fetched.ok) return failed(url, fetched);
    const document = parseObject(fetched.text);
    const text = document && writeKeySet(document);
    if (text !== undefined) {
      if (isCurrent()) keyBox.useFetched(text);
      return 'done';
    }
    if (of !== undefined && document?.['issuer'] === of && isFetchedFrom(of, url)) {
      return followDiscovery(url, document, of);
    }
    return describeOther(url, document);
  };
  const run = async ({ kind, url }: Target) => {
    current += 1;
    const started = current;
    const of = issuer.peek();
    const isCurrent = () => started === current;
    isFetching.value = true;
    problem.value = undefined;
    const outcome =
      kind === 'url'
        ? await fetchUrl(url, of, isCurrent)
        : kind === 'issuer'
          ? await fetchIssuer(url)
          : await addKeys(url, of ?? '');
    if (!isCurrent()) return;
    isFetching.value = false;
    if (outcome === 'done') {
      // A key in the box would count more than the issuer's.
      if (keyring.keySets.peek()[0]?.issuers[0] === of) keyBox.clear();
    } else if ('problem' in outcome) problem.value = outcome.problem;
    else elsewhere.value = outcome.elsewhere;
  };

  return {
    host: computed(() => target.value && hostOf(target.value.url)),
    isElsewhere: computed(() => elsewhere.value !== undefined),
    isFetching,
    problem,
    start() {
      const next = target.peek();
      if (next !== undefined && !isFetching.peek()) void run(next);
    },
    end: stop,
  };
}

/** A URL in the key box, otherwise the issuer of a token whose signature the issuer's keys can verify. */
function findTarget(
  token: Token | undefined,
  issuer: string | undefined,
  { text, state }: KeyBoxModel,
): Target | undefined {
  const typed = text.value.trim();
  if (typed !== '' && typed.length <= maxFetchedUrlLength && isTrustworthyUrl(typed)) {
    return typed === issuer ? { kind: 'issuer', url: issuer } : { kind: 'url', url: new URL(typed).href };
  }
  const alg = token?.header?.['alg'];
  if ((token?.kind !== 'jws' && token?.kind !== 'sd-jwt') || typeof alg !== 'string') return undefined;
  if (/^(?:HS|none)/i.test(alg) || issuer === undefined || !isTrustworthyUrl(issuer)) return undefined;
  const isValid = state.value.state === 'verdict' && state.value.verdict.status === 'valid';
  return isValid ? undefined : { kind: 'issuer', url: issuer };
}

function failed(url: string, failure: Extract<FetchedDocument, { ok: false }>): Outcome {
  switch (failure.reason) {
    case 'status':
      return { problem: { code: failure.reason, params: [url, String(failure.status)] } };
    case 'too large':
      return { problem: { code: failure.reason, params: [url, { bytes: maxFetchedLength }] } };
    case 'address':
    case 'unreachable':
    case 'timed out':
      return { problem: { code: failure.reason, params: [url] } };
  }
}

/** A document that isn't the discovery document of the token's issuer. */
function describeOther(url: string, document: JsonObject | undefined): Outcome {
  const other = document?.['issuer'];
  return typeof other === 'string'
    ? { problem: { code: 'other issuer', params: [url, other.slice(0, maxFetchedUrlLength)] } }
    : { problem: { code: 'content', params: [url] } };
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}
