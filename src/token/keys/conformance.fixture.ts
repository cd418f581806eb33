import type { Token } from '../token';
import type { Verdict } from '../verify/verdict';
import type { KeySummary } from './key';

/** The functions that the suite needs. It doesn't use Node, so that it also runs in a browser page. */
export interface ConformanceApi {
  readonly decode: (text: string) => Token;
  readonly verify: (token: Token, keyText: string) => Promise<Verdict>;
}

/** One key with its expected and its actual description. */
export interface ConformanceRow {
  readonly suite: string;
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
}

const EXAMPLES = 'rfc-examples/rfc-examples.json';
const COOKBOOK = 'rfc7520-cookbook/jwk/';

/** Every key that an RFC publishes as an example: the algorithm it's used for, and its description. */
const keys: Readonly<Record<string, readonly [alg: string, description: string]>> = {
  'rfc7517-A.1-jwks-public': ['RS256', 'jwks RSA 2048'],
  'rfc7517-A.2-jwks-private': ['RS256', 'jwks RSA 2048, private'],
  'rfc7517-A.3-jwks-symmetric': ['HS256', 'jwks oct'],
  'rfc7517-B-x5c': ['RS256', 'jwk RSA 2048, certificate'],
  'rfc8037-A.3-thumbprint': ['Ed25519', 'jwk Ed25519'],
  'rfc7638-3.1-thumbprint': ['RS256', 'jwk RSA 2048'],
  'rfc8705-A-jwk': ['ES256', 'jwk P-256, certificate'],
  [`${COOKBOOK}3_1.ec_public_key.json`]: ['ES512', 'jwk P-521'],
  [`${COOKBOOK}3_2.ec_private_key.json`]: ['ES512', 'jwk P-521, private'],
  [`${COOKBOOK}3_3.rsa_public_key.json`]: ['RS256', 'jwk RSA 2048'],
  [`${COOKBOOK}3_4.rsa_private_key.json`]: ['RS256', 'jwk RSA 2048, private'],
  [`${COOKBOOK}3_5.symmetric_key_mac_computation.json`]: ['HS256', 'jwk oct 256 bits'],
  [`${COOKBOOK}3_6.symmetric_key_encryption.json`]: ['HS256', 'jwk oct 256 bits, not for this'],
};

/** Paths of the files in ../shared/vectors that the suite reads. */
export const conformanceFiles: readonly string[] = [
  EXAMPLES,
  ...Object.keys(keys).filter((id) => id.startsWith(COOKBOOK)),
];

/** Pastes every key of `vectors`, parsed files by their path, for a token that it didn't sign. */
export async function runKeyConformance(
  vectors: unknown,
  api: ConformanceApi,
): Promise<readonly ConformanceRow[]> {
  const files = vectors as Readonly<Record<string, unknown>>;
  const { cases } = files[EXAMPLES] as { readonly cases: readonly Example[] };
  const rows: ConformanceRow[] = [];
  const add = (id: string, expected: string, got: string) => {
    rows.push({ suite: 'RFC keys', id, expected, got, ok: expected === got });
  };
  for (const [path, [alg, description]] of Object.entries(keys)) {
    const example = cases.find(({ id }) => id === path);
    const { key, reason } = await paste(api, alg, files[path] ?? example?.value ?? example?.jwk);
    const id = path.slice(path.lastIndexOf('/') + 1);
    add(
      id,
      description,
      [describeKey(key), ...(reason === 'key_not_for_this' ? ['not for this'] : [])].join(', '),
    );
    if (example?.sha256 !== undefined) add(`${id} (SHA-256)`, example.sha256, String(key?.thumbprint));
  }
  return rows;
}

interface Example {
  readonly id: string;
  readonly value?: unknown;
  readonly jwk?: unknown;
  readonly sha256?: string;
}

function paste({ decode, verify }: ConformanceApi, alg: string, key: unknown): Promise<Verdict> {
  const header = btoa(JSON.stringify({ alg })).replaceAll('=', '');
  return verify(decode(`${header}.e30.${'A'.repeat(86)}`), JSON.stringify(key));
}

function describeKey(key: KeySummary | undefined): string {
  if (key === undefined) return 'no key';
  const { form, kind, privatePasted, certificates } = key;
  const size = typeof key.size === 'object' ? `${key.size.params?.join()} bits` : (key.size ?? '');
  return [
    `${form} ${kind === 'oct' ? `oct ${size}`.trim() : size}`,
    ...(privatePasted === true ? ['private'] : []),
    ...(certificates === undefined ? [] : ['certificate']),
  ].join(', ');
}
