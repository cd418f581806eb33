import type { Token } from '../token';
import type { Verdict } from './verdict';
import { intendedDisagreements, keyProblems } from './conformance-disagreements.fixture';
import { runProviders } from './providers.fixture';

/** The functions that the suite needs. It doesn't use Node, so that it also runs in a browser page. */
export interface ConformanceApi {
  readonly decode: (text: string) => Token;
  readonly verify: (
    token: Token,
    keyText: string,
    options?: { readonly detachedPayload?: Uint8Array },
  ) => Promise<Verdict>;
}

/** One case and its outcome. An intended disagreement has its reason. */
export interface ConformanceRow {
  readonly suite: string;
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
  readonly reason?: string;
}

/** Adds a row. Without `isOk`, the expected and the actual outcome must be equal. */
export type AddRow = (suite: string, id: string, expected: string, got: string, isOk?: boolean) => void;

const COOKBOOK = 'rfc7520-cookbook';
const RFC_7797 = { '4.2': '4.2.hmac-sha2_b64_false', more: 'hmac-sha2_b64_false' };
const providers = [
  'apple',
  'discord',
  'dropbox',
  'entra-organizations',
  'gitlab',
  'klarna',
  'mojeid',
  'slack',
  'twitch',
  'yahoo',
];

/** Paths of the files in ../shared/vectors that the suite reads. */
export const conformanceFiles: readonly string[] = [
  'wycheproof/json_web_signature_test.json',
  'wycheproof/json_web_key_test.json',
  'wycheproof/json_web_crypto_test.json',
  'rfc-examples/rfc-examples.json',
  'sd-jwt/rfc9901-examples.json',
  `${COOKBOOK}/jws/4_1.rsa_v15_signature.json`,
  `${COOKBOOK}/jws/4_2.rsa-pss_signature.json`,
  `${COOKBOOK}/jws/4_3.ecdsa_signature.json`,
  `${COOKBOOK}/jws/4_4.hmac-sha2_integrity_protection.json`,
  `${COOKBOOK}/jws/4_5.signature_with_detached_content.json`,
  `${COOKBOOK}/jws/4_6.protecting_specific_header_fields.json`,
  `${COOKBOOK}/jws/4_7.protecting_content_only.json`,
  `${COOKBOOK}/jws/4_8.multiple_signatures.json`,
  `${COOKBOOK}/curve25519/jws.json`,
  ...Object.values(RFC_7797).map((name) => `${COOKBOOK}/rfc7797/${name}.json`),
  ...providers.flatMap((name) => [
    `providers/${name}.jwks.json`,
    `providers/${name}.openid-configuration.json`,
  ]),
];

/** Runs every case of `vectors`, parsed files by their path. */
export async function runVerifyConformance(
  vectors: unknown,
  api: ConformanceApi,
): Promise<readonly ConformanceRow[]> {
  const files = vectors as Readonly<Record<string, unknown>>;
  const rows: ConformanceRow[] = [];
  const add: AddRow = (suite, id, expected, got, isOk = expected === got) => {
    const reason = isOk ? undefined : intendedDisagreements[`${suite} ${id}`];
    rows.push({ suite, id, expected, got, ok: isOk, ...(reason !== undefined && { reason }) });
  };
  for (const [name, suite] of [
    ['signature', 'Wycheproof JWS'],
    ['key', 'Wycheproof JWK'],
    ['crypto', 'Wycheproof JWC (signatures)'],
  ] as const) {
    await runWycheproof(files[`wycheproof/json_web_${name}_test.json`] as Wycheproof, suite, api, add);
  }
  await runExamples(files['rfc-examples/rfc-examples.json'] as Examples, api, add);
  await runSdJwts(files['sd-jwt/rfc9901-examples.json'] as SdJwts, api, add);
  for (const path of conformanceFiles) {
    const name = /jws\/(4_\d)/.exec(path)?.[1];
    if (name !== undefined) {
      await runRecipe('RFC 7520', name.replace('_', '.'), files[path] as Recipe, api, add);
    }
  }
  await runRecipe('RFC 8037', 'curve25519', files[`${COOKBOOK}/curve25519/jws.json`] as Recipe, api, add);
  for (const [id, name] of Object.entries(RFC_7797)) {
    await runRecipe('RFC 7797', id, files[`${COOKBOOK}/rfc7797/${name}.json`] as Recipe, api, add);
  }
  await runProviders(files, providers, api, add);
  return rows;
}

interface Wycheproof {
  readonly testGroups: readonly {
    readonly public?: unknown;
    readonly private?: unknown;
    readonly tests: readonly { readonly tcId: number; readonly jws?: unknown; readonly result: string }[];
  }[];
}

async function runWycheproof(
  { testGroups }: Wycheproof,
  suite: string,
  api: ConformanceApi,
  add: AddRow,
): Promise<void> {
  for (const group of testGroups) {
    for (const { tcId, jws, result } of group.tests) {
      if (jws === undefined) continue;
      const { status, reason, warnings } = await check(api, jws, group.public ?? group.private);
      const got = [status, reason, ...warnings].join(' ');
      // A key that is weak or for another use can match: then a warning must report it.
      const isRejected = status !== 'valid' || warnings.some((rule) => keyProblems.includes(rule));
      if (result === 'valid') add(suite, String(tcId), 'valid', got, status === 'valid');
      else add(suite, String(tcId), 'rejected, or its key reported', got, isRejected);
    }
  }
}

interface Examples {
  readonly cases: readonly {
    readonly id: string;
    readonly kind: string;
    readonly token: unknown;
    readonly key?: unknown;
    readonly keys?: Readonly<Record<string, unknown>>;
    readonly detached_payload?: string;
  }[];
}

async function runExamples({ cases }: Examples, api: ConformanceApi, add: AddRow): Promise<void> {
  for (const { id, kind, token, key, keys, detached_payload: detached } of cases) {
    // Encrypted tokens are in another suite; the other cases are keys and claims without a token.
    if (typeof token !== 'string' && !/^(?:flat|json)/.test(kind)) continue;
    if (kind.startsWith('jwe')) continue;
    if (kind === 'none' || kind === 'jws-nokey') {
      const { status, reason } = await check(api, token, '');
      add(
        'RFC examples',
        id,
        kind === 'none' ? 'unchecked alg_none' : 'unchecked no_key',
        `${status} ${reason}`,
      );
      continue;
    }
    for (const [index, one] of Object.values(keys ?? { '': key }).entries()) {
      const { status, signature } = await check(api, token, one, detached);
      const name = keys === undefined ? id : `${id}, key ${index + 1}`;
      const which = keys === undefined ? '' : ` signature ${index}`;
      add(
        'RFC examples',
        name,
        `valid${which}`,
        status + (keys === undefined ? '' : ` signature ${signature}`),
      );
    }
  }
}

interface Recipe {
  readonly input: { readonly payload: string; readonly key: unknown };
  readonly output: { readonly compact?: string; readonly json?: unknown; readonly json_flat?: unknown };
}

async function runRecipe(
  suite: string,
  id: string,
  { input, output }: Recipe,
  api: ConformanceApi,
  add: AddRow,
): Promise<void> {
  const keys = Array.isArray(input.key) ? input.key : [input.key];
  for (const [form, token] of Object.entries(output)) {
    for (const [index, key] of keys.entries()) {
      const { status, signature = 0 } = await check(api, token, key, input.payload);
      const name = keys.length === 1 ? `${id} ${form}` : `${id} ${form}, signature ${index}`;
      add(suite, name, `valid signature ${index}`, `${status} signature ${signature}`);
    }
  }
}

interface SdJwts {
  readonly issuer_public_jwk: unknown;
  readonly examples: readonly { readonly section?: string; readonly compact: string }[];
  readonly json_serialized: readonly { readonly section: string; readonly jws: unknown }[];
}

async function runSdJwts(
  { issuer_public_jwk: key, examples, json_serialized: json }: SdJwts,
  api: ConformanceApi,
  add: AddRow,
): Promise<void> {
  const all = [...examples.map(({ compact }) => compact), ...json.map(({ jws }) => jws)];
  for (const [index, token] of all.entries()) {
    const { status } = await check(api, token, key);
    add('RFC 9901 (issuer)', `example ${index + 1}`, 'valid', status);
  }
}

function check(
  { decode, verify }: ConformanceApi,
  token: unknown,
  key: unknown,
  detached?: string,
): Promise<Verdict> {
  return verify(decode(writeText(token)), writeText(key), {
    ...(detached !== undefined && { detachedPayload: new TextEncoder().encode(detached) }),
  });
}

function writeText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
