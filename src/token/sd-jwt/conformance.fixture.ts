import type { SdJwt, Token } from '../token';
import type { Disclosed } from './disclosed';

/** The functions that the suite needs. It doesn't use Node, so that it also runs in a browser page. */
export interface ConformanceApi {
  readonly decode: (text: string) => Token;
  readonly openDisclosures: (token: SdJwt) => Promise<Disclosed>;
}

/** One case and its outcome. */
export interface ConformanceRow {
  readonly suite: string;
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
}

/** Paths of the files in ../shared/vectors that the suite reads. */
export const conformanceFiles = ['sd-jwt/rfc9901-examples.json'] as const;

/** Opens every example of `vectors`, the parsed file by its path. Issuers' signatures are in another suite. */
export async function runSdJwtConformance(
  vectors: unknown,
  api: ConformanceApi,
): Promise<readonly ConformanceRow[]> {
  const { examples, json_serialized: serialized } = (vectors as Readonly<Record<string, Examples>>)[
    conformanceFiles[0]
  ] as Examples;
  const rows: ConformanceRow[] = [];
  const add: Add = (id, expected, got) => {
    const [wanted, found] = [writeSorted(expected), writeSorted(got)];
    rows.push({ suite: 'RFC 9901', id, expected: wanted, got: found, ok: wanted === found });
  };
  for (const example of examples) await runCompact(example, api, add);
  for (const example of serialized) await runSerialized(example, api, add);
  return rows;
}

type Add = (id: string, expected: unknown, got: unknown) => void;

interface Examples {
  readonly examples: readonly Example[];
  readonly json_serialized: readonly Serialized[];
}

interface Example {
  readonly line: number;
  readonly section: string;
  readonly compact: string;
  readonly header: unknown;
  readonly payload: unknown;
  readonly disclosures: readonly { readonly digest: string; readonly array: readonly unknown[] }[];
  readonly kb_payload?: unknown;
  readonly sd_hash_ok?: boolean;
  readonly expected_processed_payload?: unknown;
}

async function runCompact(example: Example, api: ConformanceApi, add: Add): Promise<void> {
  const name = `${example.section}, line ${example.line}`;
  // The first example is printed as the issuer's JWS, before a disclosure is appended.
  const text = example.compact.includes('~') ? example.compact : `${example.compact}~`;
  const token = api.decode(text);
  add(`${name}: kind`, 'sd-jwt', token.kind);
  if (token.kind !== 'sd-jwt') return;
  add(`${name}: header`, example.header, token.header);
  add(`${name}: claims`, example.payload, token.claims);
  const parts = token.disclosures.map(({ salt, name: member, value }) =>
    member === undefined ? [salt, value] : [salt, member, value],
  );
  add(
    `${name}: disclosures`,
    example.disclosures.map(({ array }) => array),
    parts,
  );
  const disclosed = await api.openDisclosures(token);
  addDigests(
    name,
    example.disclosures.map(({ digest }) => digest),
    disclosed,
    add,
  );
  if (example.expected_processed_payload !== undefined) {
    add(`${name}: processed claims`, example.expected_processed_payload, disclosed.claims);
  }
  add(`${name}: key binding`, example.kb_payload, disclosed.keyBinding?.claims);
  if (example.sd_hash_ok === true) addKeyBinding(name, disclosed, add);
}

interface Serialized {
  readonly section: string;
  readonly jws: {
    readonly signatures?: readonly { readonly header: UnprotectedHeader }[];
    readonly header?: UnprotectedHeader;
  };
}

interface UnprotectedHeader {
  readonly disclosures?: readonly string[];
  readonly kb_jwt?: string;
}

async function runSerialized({ section, jws }: Serialized, api: ConformanceApi, add: Add): Promise<void> {
  const serialization = jws.header === undefined ? 'general' : 'flattened';
  const name = `${section}, ${serialization}`;
  const token = api.decode(JSON.stringify(jws));
  add(`${name}: kind`, 'sd-jwt', token.kind);
  if (token.kind !== 'sd-jwt') return;
  const header = jws.header ?? jws.signatures?.[0]?.header;
  add(`${name}: serialization`, serialization, token.serialization);
  add(`${name}: signatures`, jws.signatures?.length ?? 1, token.jws.signatures.length);
  add(
    `${name}: disclosures`,
    header?.disclosures,
    token.disclosures.map(({ text }) => text),
  );
  const disclosed = await api.openDisclosures(token);
  const digests = await Promise.all((header?.disclosures ?? []).map(digestOf));
  addDigests(name, digests, disclosed, add);
  const { family_name: family, given_name: given } = disclosed.claims;
  add(`${name}: names`, 'John Doe', `${given} ${family}`);
  add(`${name}: key binding`, header?.kb_jwt !== undefined, disclosed.keyBinding !== undefined);
  if (disclosed.keyBinding !== undefined) addKeyBinding(name, disclosed, add);
}

/** Every disclosure must have the example's digest and a location, and no digest may remain in the claims. */
function addDigests(name: string, digests: readonly string[], disclosed: Disclosed, add: Add): void {
  add(
    `${name}: digests`,
    digests,
    disclosed.disclosures.map(({ digest }) => digest),
  );
  const located = disclosed.disclosures.filter(({ pointer, problem }) => pointer !== undefined && !problem);
  add(`${name}: locations`, digests.length, located.length);
  add(`${name}: warnings`, [], disclosed.warnings);
  const left = /"_sd"|"\.\.\."|"_sd_alg"/.exec(JSON.stringify(disclosed.claims));
  add(`${name}: remaining digests`, null, left);
}

function addKeyBinding(name: string, { keyBinding }: Disclosed, add: Add): void {
  add(`${name}: problems of the key binding`, [], keyBinding?.problems);
  add(`${name}: signature of the key binding`, 'valid', keyBinding?.verdict.status);
}

async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** JSON in which the members of each object are sorted by name, because their order doesn't matter here. */
function writeSorted(value: unknown): string {
  const sorted = JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return sorted ?? 'nothing';
}
