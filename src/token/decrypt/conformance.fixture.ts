import type { Decryption } from './decryption';
import type { Token } from '../token';
import type { Verdict } from '../verify/verdict';

/** The functions that the suite needs. It doesn't use Node, so that it also runs in a browser page. */
export interface ConformanceApi {
  readonly decode: (text: string) => Token;
  readonly decrypt: (token: Token, keyText: string) => Promise<Decryption>;
  readonly verify: (token: Token, keyText: string) => Promise<Verdict>;
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

const COOKBOOK = 'rfc7520-cookbook';

/** Paths of the files in ../shared/vectors that the suite reads. */
export const conformanceFiles = [
  'wycheproof/json_web_encryption_test.json',
  'wycheproof/json_web_crypto_test.json',
  'rfc-examples/rfc-examples.json',
  `${COOKBOOK}/jwe/5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2.json`,
  `${COOKBOOK}/jwe/5_2.key_encryption_using_rsa-oaep_with_aes-gcm.json`,
  `${COOKBOOK}/jwe/5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2.json`,
  `${COOKBOOK}/jwe/5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm.json`,
  `${COOKBOOK}/jwe/5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2.json`,
  `${COOKBOOK}/jwe/5_6.direct_encryption_using_aes-gcm.json`,
  `${COOKBOOK}/jwe/5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2.json`,
  `${COOKBOOK}/jwe/5_8.key_wrap_using_aes-keywrap_with_aes-gcm.json`,
  `${COOKBOOK}/jwe/5_9.compressed_content.json`,
  `${COOKBOOK}/jwe/5_10.including_additional_authentication_data.json`,
  `${COOKBOOK}/jwe/5_11.protecting_specific_header_fields.json`,
  `${COOKBOOK}/jwe/5_12.protecting_content_only.json`,
  `${COOKBOOK}/jwe/5_13.encrypting_to_multiple_recipients.json`,
  `${COOKBOOK}/6.nesting_signatures_and_encryption.json`,
  `${COOKBOOK}/curve25519/ecdh-es.json`,
] as const;

/** Intended disagreements with the published labels, by suite and ID. */
const intendedDisagreements: Readonly<Record<string, string>> = {
  'Wycheproof JWE 22':
    'The label is for verifiers that support compact tokens only. Here JSON serialization is supported; the unprotected header is reported and never trusted.',
  'Wycheproof JWC 66':
    'The label is for verifiers that support compact tokens only. Here JSON serialization is supported; the unprotected header is reported and never trusted.',
};

/** Rules that can report a case which is labeled invalid only because of its key. */
const keyProblems = ['KEY-ALG-MISMATCH', 'KEY-USE', 'KEY-ROCA', 'KEY-RSA-SMALL', 'KEY-POINT'];

/** Runs every case of `vectors`, parsed files by their path, and throws if a file is missing. */
export async function runDecryptConformance(
  vectors: unknown,
  api: ConformanceApi,
): Promise<readonly ConformanceRow[]> {
  const files = vectors as Readonly<Record<string, unknown>>;
  const rows: ConformanceRow[] = [];
  const add = (suite: string, id: string, expected: string, got: string, isOk = expected === got) => {
    const reason = isOk ? undefined : intendedDisagreements[`${suite} ${id}`];
    rows.push({ suite, id, expected, got, ok: isOk, ...(reason !== undefined && { reason }) });
  };
  await runWycheproof(files[conformanceFiles[0]] as Wycheproof, 'Wycheproof JWE', api, add);
  await runWycheproof(files[conformanceFiles[1]] as Wycheproof, 'Wycheproof JWC', api, add);
  await runExamples(files['rfc-examples/rfc-examples.json'] as Examples, api, add);
  for (const path of conformanceFiles) {
    if (path.includes('/jwe/') || path.includes('/curve25519/')) {
      await runRecipe(files[path] as Recipe, nameRecipe(path), api, add);
    }
  }
  await runNesting(files[`${COOKBOOK}/6.nesting_signatures_and_encryption.json`] as Nesting, api, add);
  return rows;
}

type Add = (suite: string, id: string, expected: string, got: string, isOk?: boolean) => void;

interface Wycheproof {
  readonly testGroups: readonly {
    readonly public?: unknown;
    readonly private?: unknown;
    readonly tests: readonly {
      readonly tcId: number;
      readonly jwe?: unknown;
      readonly result: string;
      readonly pt?: string;
    }[];
  }[];
}

async function runWycheproof({ testGroups }: Wycheproof, suite: string, api: ConformanceApi, add: Add) {
  for (const group of testGroups) {
    for (const { tcId, jwe, result, pt } of group.tests) {
      if (jwe === undefined) continue;
      const decryption = await open(api, jwe, group.private ?? group.public);
      const { status, warnings } = decryption;
      if (result === 'valid') {
        const hex = pt === undefined ? '' : ` ${pt}`;
        const got = pt === undefined ? status : `${status} ${encodeHex(decryption.plaintext)}`;
        add(suite, String(tcId), `decrypted${hex}`, got);
      } else {
        const isReported = status !== 'decrypted' || warnings.some((rule) => keyProblems.includes(rule));
        add(suite, String(tcId), 'rejected, or its key reported', describe(decryption), isReported);
      }
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
    readonly password?: string;
    readonly jose_detail?: string;
    readonly inner_jws?: string;
  }[];
}

async function runExamples({ cases }: Examples, api: ConformanceApi, add: Add) {
  for (const { id, kind, token, key, keys, password, jose_detail: detail, inner_jws: inner } of cases) {
    if (!kind.startsWith('jwe')) continue;
    for (const [kid, one] of Object.entries(keys ?? { '': password ?? key })) {
      const decryption = await open(api, token, one);
      const text = decodeText(decryption.plaintext);
      const name = kid === '' ? id : `${id} ${kid}`;
      // The examples of appendix A.4 and A.5 contain the text of A.2; long texts are truncated in the file.
      const start = detail ?? 'Live long and prosper.';
      add('RFC examples', name, `decrypted ${start}`, `${decryption.status} ${text.slice(0, start.length)}`);
      if (inner !== undefined) add('RFC examples', `${name} nested`, inner, String(decryption.token?.raw));
    }
  }
}

interface Recipe {
  readonly input: { readonly plaintext: string; readonly key?: unknown; readonly pwd?: string };
  readonly output: { readonly compact?: string; readonly json?: unknown; readonly json_flat?: unknown };
}

async function runRecipe({ input, output }: Recipe, id: string, api: ConformanceApi, add: Add) {
  const keys = Array.isArray(input.key) ? input.key : [input.pwd ?? input.key];
  for (const [form, token] of Object.entries(output)) {
    for (const [index, key] of keys.entries()) {
      const { status, plaintext, recipient } = await open(api, token, key);
      const name = keys.length === 1 ? `${id} ${form}` : `${id} ${form}, recipient ${index}`;
      const got = `${status} ${recipient} ${decodeText(plaintext)}`;
      add('RFC 7520', name, `decrypted ${index} ${input.plaintext}`, got);
    }
  }
}

function nameRecipe(path: string): string {
  return path.includes('curve25519') ? 'curve25519' : (/5_\d+/.exec(path)?.[0] ?? path).replace('_', '.');
}

interface Nesting {
  readonly sign: { readonly input: { readonly key: unknown } };
  readonly encrypt: {
    readonly input: { readonly key: unknown };
    readonly output: { readonly compact: string };
  };
}

async function runNesting({ sign, encrypt }: Nesting, api: ConformanceApi, add: Add) {
  const { status, token } = await open(api, encrypt.output.compact, encrypt.input.key);
  const verdict = token && (await api.verify(token, JSON.stringify(sign.input.key)));
  add('RFC 7520', '6 nested', 'decrypted, valid', `${status}, ${verdict?.status}`);
}

function open({ decode, decrypt }: ConformanceApi, token: unknown, key: unknown): Promise<Decryption> {
  return decrypt(decode(writeText(token)), writeText(key));
}

function writeText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function describe({ status, reason, warnings }: Decryption): string {
  return [status, reason, ...warnings].join(' ');
}

function decodeText(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}

function encodeHex(bytes: Uint8Array = new Uint8Array()): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
