/**
 * Common placeholder secrets, generated from words with the usual spellings and endings, without duplicates. Loaded
 * only when a search starts.
 */
export function listKnownSecrets(): readonly string[] {
  const words = new Set<string>();
  for (const name of names) {
    for (const spelling of [name, name.replaceAll('-', '_'), name.replaceAll('-', ''), camel(name)]) {
      for (const form of [spelling, spelling.toUpperCase(), capitalize(spelling)]) {
        for (const ending of endings) words.add(`${form}${ending}`);
      }
    }
  }
  for (const text of phrases) words.add(text);
  for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789') {
    for (const length of repeats) words.add(letter.repeat(length));
  }
  for (let length = 1; length <= maxSequenceLength; length += 1) {
    for (const sequence of sequences) words.add(sequence.slice(0, length));
  }
  return [...words];
}

const maxSequenceLength = 64;
const repeats = [1, 3, 4, 6, 8, 16, 32, 48, 64];
const sequences = [
  '1234567890'.repeat(7),
  '0123456789'.repeat(7),
  '0123456789abcdef'.repeat(4),
  'abcdefghijklmnopqrstuvwxyz'.repeat(3),
  'qwertyuiopasdfghjklzxcvbnm'.repeat(3),
];

const names = `
  a admin api api-key api-secret app app-key app-secret auth auth-key auth-secret access-secret
  access-token-secret backend change-it change-me changeit client-secret company cookie-secret debug
  default default-secret demo dev dev-secret development django-insecure dummy example example-key express
  fallback-secret flask foo foobar gfg-jwt-secret-key graphql guest hello hello-world hmac hmac-key
  hmac-secret hs256 insecure java json json-web-token jwt jwt-key jwt-private-key jwt-pass jwt-password
  jwt-secret jwt-secret-key jwt-sign jwt-signing-key jwt-token jwt-token-secret jwtkey jwtsecret key
  keyboard-cat laravel letmein local localhost login manager master master-key my-key my-secret
  my-secret-key my-jwt-secret my-super-secret my-super-secret-key my-token mysecret mysecretkey nest
  next-auth nextauth-secret node none not-so-secret null pass passphrase password passw0rd p4ssw0rd
  placeholder private private-key prod production public qwerty refresh-secret refresh-token-secret root
  salt sample sample-secret secret secret-key secret-jwt secret-passphrase secret-token secretkey server
  server-secret session session-secret shared-secret shhh shhhh shhhhh sign signature signing-key
  signing-secret some-secret spring staging string super super-secret super-secret-key supersecret symfony
  symmetric-key system temp test test-key test-secret testing this-is-a-secret this-is-my-secret
  this-is-secret tmp todo token token-key token-secret top-secret undefined user verysecret very-secret
  very-secret-key web webapp welcome xxx your-256-bit-secret your-384-bit-secret your-512-bit-secret
  your-jwt-secret your-key your-secret your-secret-key your-secret-here your-super-secret
  your-super-secret-key yoursecret
`
  .trim()
  .split(/\s+/);

const endings = [
  '',
  '!',
  '.',
  '1',
  '12',
  '123',
  '1234',
  '12345',
  '123456',
  '2023',
  '2024',
  '2025',
  '2026',
  '@123',
  '_',
  '#',
];

const phrases = [
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
  'correct horse battery staple',
  'do not use this in production',
  'ThisIsASecretKeyForJWTTokenGeneration',
  'this is a secret',
  'this is a very long secret key',
  'my secret key',
  'super secret key',
  'keyboard cat',
  'replace me',
  'the quick brown fox jumps over the lazy dog',
] as const;

function capitalize(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function camel(text: string): string {
  return text.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
