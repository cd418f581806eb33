import { encode } from '../token.fixture';
import { encryptContent } from './algorithms/content';

/** A `dir` token whose content is exactly these bytes, whatever compression its header has. */
export async function makeRaw(header: Record<string, unknown>, bytes: Uint8Array): Promise<string> {
  const protectedText = encode({ alg: 'dir', enc: 'A128GCM', ...header });
  const content = { cekLength: 16, ivLength: 12, tagLength: 16 };
  const aad = new TextEncoder().encode(protectedText);
  const cek = new Uint8Array(16).fill(7);
  const iv = new Uint8Array(12);
  const { ciphertext, tag } = await encryptContent(content, cek, iv, new Uint8Array(bytes), aad);
  const [ivText, ciphertextText, tagText] = [iv, ciphertext, tag].map((part) =>
    Buffer.from(part).toString('base64url'),
  );
  return `${protectedText}..${ivText}.${ciphertextText}.${tagText}`;
}
