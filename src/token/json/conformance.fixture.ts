import type { JsonError } from './read-json';
import type { Token } from '../token';
import type { ExactJson, ExactValue } from './exact';

/** What the suite needs of the room's door; without Node, so that it runs in a browser's page as well. */
export interface ConformanceDoor {
  readonly decode: (text: string) => Token;
  readonly readExactJson: (json: Uint8Array) => Promise<ExactJson | JsonError>;
}

/** One case and what became of it. */
export interface ConformanceRow {
  readonly suite: string;
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
}

/** The folders of ../shared/vectors whose files the suite reads, all of them, in base64: not all are text. */
export const conformanceFiles = ['jsontestsuite/test_parsing/', 'jsontestsuite/test_transform/'] as const;

/** The files that parsers read differently, and what is told of each. */
const transforms: Readonly<Record<string, string>> = {
  'number_-9223372036854775808': 'number -9223372036854775808, shown as another',
  'number_-9223372036854775809': 'number -9223372036854775809, shown as another',
  'number_1.0': 'number 1.0',
  'number_1.000000000000000005': 'number 1.000000000000000005, shown as another',
  number_1000000000000000: 'number 1000000000000000',
  number_10000000000000000999: 'number 10000000000000000999, shown as another',
  'number_1e-999': 'number 1E-999, shown as another',
  number_1e6: 'number 1E6',
  number_9223372036854775807: 'number 9223372036854775807, shown as another',
  number_9223372036854775808: 'number 9223372036854775808, shown as another',
  object_key_nfc_nfd: 'object, not_nfc',
  object_key_nfd_nfc: 'object, not_nfc',
  object_same_key_different_values: 'object, duplicate members',
  object_same_key_same_value: 'object, duplicate members',
  object_same_key_unclear_values: 'object, duplicate members',
  string_1_escaped_invalid_codepoint: 'string, lone_surrogate',
  string_1_invalid_codepoint: 'refused',
  string_2_escaped_invalid_codepoints: 'string, lone_surrogate',
  string_2_invalid_codepoints: 'refused',
  string_3_escaped_invalid_codepoints: 'string, lone_surrogate',
  string_3_invalid_codepoints: 'refused',
  string_with_escaped_NULL: 'string, control',
};

/** Runs each file of `vectors`, in base64 by its path, as the payload of a token. */
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
      ? [transforms[id] ?? 'a file of which is known what to tell', describeExact(exact)]
      : [outcomes[id.charAt(0)] ?? 'a file of a known kind', describePayload(bytes, base64, exact, door)];
    rows.push({ suite: 'JSONTestSuite', id, expected, got, ok: expected.split(', or ').includes(got) });
  }
  return rows;
}

/** By the first letter of a file's name. */
const outcomes: Readonly<Record<string, string>> = {
  y: 'read',
  n: 'refused with its place',
  i: 'read, or refused with its place, or too deep with its place',
};

const refusals: Readonly<Record<string, string>> = {
  payload_detached: 'refused',
  payload_not_json: 'refused',
  payload_not_utf8: 'refused',
  payload_too_deep: 'too deep',
};

/** What both readers, the one that decodes and the one that shows what was signed, make of it. */
function describePayload(
  bytes: Uint8Array,
  base64: string,
  exact: ExactJson | JsonError,
  { decode }: ConformanceDoor,
): string {
  const payload = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const token = decode(`${btoa('{"alg":"HS256"}').replaceAll('=', '')}.${payload}.`);
  if (token.kind !== 'jws') return `decoded as ${token.kind}`;
  const { claims, payloadProblem: problem } = token;
  if ('problem' in exact) {
    if (claims !== undefined || problem === undefined) return 'refused as exact JSON alone';
    const isPlaced = problem.offset >= 0 && problem.offset <= bytes.length;
    const reason = refusals[problem.reason];
    return isPlaced && reason !== undefined
      ? `${reason} with its place`
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

/** What is told of the one value in the array, or of the object. */
function describeExact(exact: ExactJson | JsonError): string {
  if ('problem' in exact) return 'refused';
  const value: ExactValue | undefined = exact.value.kind === 'array' ? exact.value.items[0] : exact.value;
  if (value?.kind === 'number') return `number ${value.text}${value.isExact ? '' : ', shown as another'}`;
  if (value?.kind === 'string') return ['string', ...value.marks].join(', ');
  if (value?.kind !== 'object') return String(value?.kind);
  const marks = value.members.flatMap(({ name }) => name.marks);
  const areDuplicates = value.members.every(({ isDuplicate }) => isDuplicate);
  return ['object', ...marks, ...(areDuplicates ? ['duplicate members'] : [])].join(', ');
}
