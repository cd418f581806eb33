import { isJsonObject } from '../../json/read-json';
import { maxJsonDepth } from '../../limits';
import type { JsonObject } from '../../token';
import type { KeyMaterial } from '../key-material';
import type { KeyText } from './text';
import { maxKeyMembers } from '../limits';

/** Damaged or foreign keys that are worth reporting inside of JSON. */
const REPORTED: ReadonlySet<KeyMaterial> = new Set([
  'pem_broken',
  'der_cut',
  'pkcs12',
  'pkcs7',
  'keystore',
  'ssh_private',
  'ssh2_public',
  'putty',
  'pgp',
]);

interface Found {
  readonly kid?: string;
  readonly text: KeyText;
}

/**
 * The keys anywhere in an object: of a service account, a realm, a cloud's key service, a Kubernetes secret, or the
 * settings of a library. Readable keys first, then points, then what can't be read.
 */
export function searchMembers(
  root: JsonObject,
  parseObject: (value: JsonObject) => KeyText | undefined,
  parse: (text: string) => KeyText | undefined,
): KeyText | undefined {
  const found: Found[] = [];
  let count = 0;
  const queue: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (const { value, depth } of queue) {
    const known = value !== root && isJsonObject(value) ? parseObject(value) : undefined;
    if (known !== undefined) {
      found.push(...listKeys(known));
      continue;
    }
    const members = isJsonObject(value) ? Object.values(value) : Array.isArray(value) ? value : [];
    for (const member of members as readonly unknown[]) {
      if (typeof member === 'string') {
        count += 1;
        if (count > maxKeyMembers) break;
        const text = parse(member);
        if (text !== undefined) found.push(...listKeys(text).map((key) => ({ ...findKid(value), ...key })));
      } else if (depth < maxJsonDepth && queue.length < maxKeyMembers && typeof member === 'object') {
        queue.push({ value: member, depth: depth + 1 });
      }
    }
  }
  const readable = found.filter(({ text }) => text.form !== 'unreadable' && !isAssumed(text));
  const [first, ...others] = readable;
  if (first === undefined) {
    return (
      found.find(({ text }) => isAssumed(text)) ??
      found.find(({ text }) => text.form === 'unreadable' && REPORTED.has(text.material))
    )?.text;
  }
  if (others.length === 0) return first.text;
  const isNamed = readable.every(({ kid }) => kid !== undefined);
  return { form: 'named', entries: isNamed ? readable : readable.map(({ text }) => ({ text })) };
}

/** Bytes that are a key only if they are a point. */
function isAssumed(text: KeyText): boolean {
  return text.form === 'point' && !text.isStated;
}

/** The single keys of a set, which can't be inside another set. */
function listKeys(text: KeyText): readonly Found[] {
  if (text.form === 'named') return text.entries;
  if (text.form !== 'jwks') return [{ text }];
  return text.keys.filter(isJsonObject).map((jwk) => ({
    ...(typeof jwk.kid === 'string' && { kid: jwk.kid }),
    text: { form: 'jwk', jwk },
  }));
}

function findKid(value: unknown): { readonly kid?: string } {
  if (!isJsonObject(value)) return {};
  const { kid, keyId, key_id: other } = value;
  const id = kid ?? keyId ?? other;
  return typeof id === 'string' ? { kid: id } : {};
}
