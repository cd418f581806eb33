import type { JsonError } from './read-json';
import type { Token } from '../token';
import type { ExactJson, ExactValue } from './exact';

/** The functions that the suite tests. It doesn't need Node, so that it also runs in a browser page. */
export interface ConformanceDoor {
  readonly decode: (text: string) => Token;
  readonly readExactJson: (json: Uint8Array) => Promise<ExactJson | JsonError>;
}

/** The result of one case. */
export interface ConformanceRow {
  readonly suite: string;
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
}

/** The folders of ../shared/vectors with the test files, passed in base64 since some aren't text. */
export const conformanceFiles = ['jsontestsuite/test_parsing/', 'jsontestsuite/test_transform/'] as const;

/** The expected results of the files that parsers read differently. */
const transforms: Readonly<Record<string, string>> = {
  'number_-9223372036854775808': 'number -9223372036854775808, displayed differently',
  'number_-9223372036854775809': 'number -9223372036854775809, displayed differently',
  'number_1.0': 'number 1.0',
  'number_1.000000000000000005': 'number 1.000000000000000005, displayed differently',
  number_1000000000000000: 'number 1000000000000000',
  number_10000000000000000999: 'number 10000000000000000999, displayed differently',
  'number_1e-999': 'number 1E-999, displayed differently',
  number_1e6: 'number 1E6',
  number_9223372036854775807: 'number 9223372036854775807, displayed differently',
  number_9223372036854775808: 'number 9223372036854775808, displayed differently',
  object_key_nfc_nfd: 'object, not_nfc',
  object_key_nfd_nfc: 'object, not_nfc',
  object_same_key_different_values: 'object, duplicate members',
  object_same_key_same_value: 'object, duplicate members',
  object_same_key_unclear_values: 'object, duplicate members',
  string_1_escaped_invalid_codepoint: 'string, lone_surrogate',
  string_1_invalid_codepoint: 'rejected',
  string_2_escaped_invalid_codepoints: 'string, lone_surrogate',
  string_2_invalid_codepoints: 'rejected',
  string_3_escaped_invalid_codepoints: 'string, lone_surrogate',
  string_3_invalid_codepoints: 'rejected',
  string_with_escaped_NULL: 'string, control',
};

/** Runs each file as the payload of a token. `vectors` maps paths to base64. */
export async function runJsonConformance(
  vectors: unknown,
  door: ConformanceDoor,
): Promise<readonly ConformanceRow[]> {
  const rows: ConformanceRow[] = [];
  for (const [path, base64] of Object.entries(vectors as Readonly<Record<string, string>>)) {
    const id = path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const exact = await door.readExactJson(bytes);
    const [expected, got] = path.includes('test_transform')
      ? [transforms[id] ?? 'a file with a known result', describeExact(exact)]
      : [outcomes[id.charAt(0)] ?? 'a file of a known kind', describePayload(bytes, base64, exact, door)];
    rows.push({ suite: 'JSONTestSuite', id, expected, got, ok: expected.split(', or ').includes(got) });
  }
  return rows;
}

/** The expected results by the first letter of a file's name. */
const outcomes: Readonly<Record<string, string>> = {
  y: 'read',
  n: 'rejected with its position',
  i: 'read, or rejected with its position, or too deep with its position',
};

const rejections: Readonly<Record<string, string>> = {
  payload_detached: 'rejected',
  payload_not_json: 'rejected',
  payload_not_utf8: 'rejected',
  payload_too_deep: 'too deep',
};

/** The result of both readers: `decode`, and `readExactJson` for the JSON as it was signed. */
function describePayload(
  bytes: Uint8Array,
  base64: string,
  exact: ExactJson | JsonError,
  { decode }: ConformanceDoor,
): string {
  const payload = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const token = decode(`${btoa('{"alg":"HS256"}').replaceAll('=', '')}.${payload}.`);
  if (token.kind !== 'jws') return `decoded as ${token.kind}`;
  // A payload that isn't plain UTF-8 is reported, though its claims are shown.
  const problem = token.payloadForm?.text
    ? { reason: 'payload_not_utf8', offset: token.payloadForm.text.offset }
    : token.payloadProblem;
  const claims = token.payloadForm?.text ? undefined : token.claims;
  if ('problem' in exact) {
    if (claims !== undefined || problem === undefined) return 'rejected as exact JSON only';
    const hasPosition = problem.offset >= 0 && problem.offset <= bytes.length;
    const reason = rejections[problem.reason];
    return hasPosition && reason !== undefined
      ? `${reason} with its position`
      : `${problem.reason} at ${problem.offset}`;
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (exact.text !== text) return 'read as another text';
  if (exact.value.kind !== 'object')
    return problem?.reason === 'payload_not_object' && problem.offset === 0
      ? 'read'
      : `read as ${problem?.reason}`;
  return JSON.stringify(claims) === JSON.stringify(JSON.parse(text)) ? 'read' : 'read as other claims';
}

/** The result for the one value in the array, or for the object. */
function describeExact(exact: ExactJson | JsonError): string {
  if ('problem' in exact) return 'rejected';
  const value: ExactValue | undefined = exact.value.kind === 'array' ? exact.value.items[0] : exact.value;
  if (value?.kind === 'number')
    return `number ${value.text}${value.isExact ? '' : ', displayed differently'}`;
  if (value?.kind === 'string') return ['string', ...value.marks].join(', ');
  if (value?.kind !== 'object') return String(value?.kind);
  const marks = value.members.flatMap(({ name }) => name.marks);
  const areDuplicates = value.members.every(({ isDuplicate }) => isDuplicate);
  return ['object', ...marks, ...(areDuplicates ? ['duplicate members'] : [])].join(', ');
}
