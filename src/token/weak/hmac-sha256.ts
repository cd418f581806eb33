/**
 * HMAC-SHA-256 (RFC 2104 §2, FIPS 180-4 §6.2) of one message under one key after the other, and whether it comes to
 * `expected`; never where that has not its 32 bytes.
 *
 * For guessing secrets alone, never for a verdict: it takes no care of timing. It stands here because WebCrypto has one
 * thread for all workers of a page and asks twice for each word, and a library expands the message again for each; here
 * that is done once. A search takes half of WebCrypto's time in one worker, and a quarter in two.
 */
export function createHmacSha256Check(
  message: Uint8Array,
  expected: Uint8Array,
): (key: Uint8Array) => boolean {
  if (expected.length !== HASH_LENGTH) return () => false;
  const messageBlocks = expandPadded(message, BLOCK_LENGTH);
  const wanted = readWords(expected, 0, STATE_WORDS);
  const keyWords = new Int32Array(BLOCK_WORDS);
  const block = new Int32Array(ROUNDS);
  const state = new Int32Array(STATE_WORDS);
  const inner = new Int32Array(STATE_WORDS);

  const startWithKey = (pad: number) => {
    state.set(initialState);
    for (let index = 0; index < BLOCK_WORDS; index += 1) block[index] = (keyWords[index] as number) ^ pad;
    expand(block, 0);
    compress(state, block, 0);
  };

  return (key) => {
    keyWords.fill(0);
    if (key.length > BLOCK_LENGTH) keyWords.set(hash(key));
    else putBytes(keyWords, key);

    startWithKey(INNER_PAD);
    for (let at = 0; at < messageBlocks.length; at += ROUNDS) compress(state, messageBlocks, at);
    inner.set(state);

    startWithKey(OUTER_PAD);
    block.fill(0);
    block.set(inner);
    block[STATE_WORDS] = END_MARK << 24;
    block[BLOCK_WORDS - 1] = (BLOCK_LENGTH + HASH_LENGTH) * 8;
    expand(block, 0);
    compress(state, block, 0);
    return wanted.every((word, index) => word === state[index]);
  };
}

const HASH_LENGTH = 32;
const BLOCK_LENGTH = 64;
const BLOCK_WORDS = 16;
const STATE_WORDS = 8;
const ROUNDS = 64;
const INNER_PAD = 0x36363636;
const OUTER_PAD = 0x5c5c5c5c;
/** The bit that ends a message (FIPS 180-4 §5.1.1). */
const END_MARK = 0x80;

/** FIPS 180-4 §5.3.3. */
// prettier-ignore
const initialState = Int32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);

/** FIPS 180-4 §4.2.2. */
// prettier-ignore
const roundConstants = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);

function hash(bytes: Uint8Array): Int32Array {
  const state = initialState.slice();
  const blocks = expandPadded(bytes, 0);
  for (let at = 0; at < blocks.length; at += ROUNDS) compress(state, blocks, at);
  return state;
}

/** The blocks of a message, padded (FIPS 180-4 §5.1.1) and expanded, of which `before` bytes went ahead. */
function expandPadded(bytes: Uint8Array, before: number): Int32Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK_LENGTH) * BLOCK_LENGTH);
  padded.set(bytes);
  padded[bytes.length] = END_MARK;
  // A token is far too short for the length in bits to need the upper half of its 64 bits.
  new DataView(padded.buffer).setUint32(padded.length - 4, (before + bytes.length) * 8);
  const blocks = new Int32Array((padded.length / BLOCK_LENGTH) * ROUNDS);
  for (let at = 0; at < blocks.length; at += ROUNDS) {
    blocks.set(readWords(padded, (at / ROUNDS) * BLOCK_LENGTH, BLOCK_WORDS), at);
    expand(blocks, at);
  }
  return blocks;
}

function readWords(bytes: Uint8Array, start: number, count: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, count * 4);
  return Int32Array.from({ length: count }, (_, index) => view.getInt32(index * 4));
}

/** Into words that are zero, big end first. */
function putBytes(words: Int32Array, bytes: Uint8Array): void {
  for (const [at, byte] of bytes.entries())
    words[at >> 2] = (words[at >> 2] as number) | (byte << (24 - 8 * (at & 3)));
}

/** The message schedule (FIPS 180-4 §6.2.2 step 1) of the sixteen words at `at`, the round constants added in. */
function expand(words: Int32Array, at: number): void {
  for (let index = at + BLOCK_WORDS; index < at + ROUNDS; index += 1) {
    const near = words[index - 2] as number;
    const far = words[index - 15] as number;
    const s1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
    const s0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
    words[index] = ((words[index - 16] as number) + s0 + (words[index - 7] as number) + s1) | 0;
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    words[at + round] = ((words[at + round] as number) + (roundConstants[round] as number)) | 0;
  }
}

/** FIPS 180-4 §6.2.2 steps 2 to 4, of the expanded block at `at`. */
function compress(state: Int32Array, words: Int32Array, at: number): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = at; index < at + ROUNDS; index += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + (words[index] as number)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
