import { quoteArgument } from '../request/shell-quote';
import { ecdsa, edwards, findKeyLocation, hmac, rsa, writeLines, type VerifyFacts } from './verify-facts';

/** RFC 7518 §3.4: the curve of each algorithm, and the hexadecimal digits of each half of a signature. */
const curves: Readonly<Record<string, { readonly name: string; readonly digits: number }>> = {
  ES256: { name: 'prime256v1', digits: 64 },
  ES384: { name: 'secp384r1', digits: 96 },
  ES512: { name: 'secp521r1', digits: 132 },
};

/** RFC 7515 §5.2 with standard tools: curl, jq and OpenSSL 3. */
export function writeOpenssl(facts: VerifyFacts): string {
  return writeLines(
    '#!/usr/bin/env bash',
    'set -euo pipefail',
    'decode() { local text; text=$(cat | tr -d "\\n" | tr -- "-_" "+/"); while [ $((${#text} % 4)) -ne 0 ]; do text="$text="; done; printf %s "$text" | openssl base64 -d -A; }',
    'folder=$(mktemp -d)',
    'trap \'rm -r "$folder"\' EXIT',
    'printf %s "${TOKEN%.*}" > "$folder/signed"',
    'printf %s "${TOKEN##*.}" | decode > "$folder/signature"',
    ...(hmac.test(facts.algorithm) ? compareHmac(facts) : [...writeKey(facts), ...verifySignature(facts)]),
    'payload="${TOKEN%.*}"',
    `printf %s "\${payload##*.}" | decode | ${checkClaims(facts)}`,
  );
}

function digestOf({ algorithm }: VerifyFacts): string {
  return `-sha${algorithm.slice(2)}`;
}

function compareHmac(facts: VerifyFacts): readonly string[] {
  return [
    'key=$(printf %s "$JWT_SECRET" | od -An -v -tx1 | tr -d " \\n")',
    `openssl dgst ${digestOf(facts)} -mac HMAC -macopt "hexkey:$key" -binary "$folder/signed" | cmp - "$folder/signature"`,
  ];
}

/** Writes the public key, which is built from the members of its JWK (RFC 5280 §4.1.2.7), as PEM. */
function writeKey(facts: VerifyFacts): readonly string[] {
  const { isPublished, jwksUri, discovery } = findKeyLocation(facts);
  if (!isPublished) return ['printf %s "$JWT_PUBLIC_KEY" > "$folder/key.pem"'];
  const fetched = "curl -gfsS --proto '=https,http' --url";
  return [
    jwksUri === undefined
      ? `jwks_uri=$(${fetched} ${quoteArgument([discovery ?? ''])} | jq -r .jwks_uri)`
      : `jwks_uri=${quoteArgument([jwksUri])}`,
    'kid=$(printf %s "${TOKEN%%.*}" | decode | jq -r .kid)',
    `jwk=$(${fetched} "$jwks_uri" | jq -c --arg kid "$kid" 'first(.keys[] | select(.kid == $kid))')`,
    'hex() { printf %s "$jwk" | jq -r ".$1" | decode | od -An -v -tx1 | tr -d " \\n"; }',
    `${describeKey(facts)} > "$folder/key.cnf"`,
    'openssl asn1parse -genconf "$folder/key.cnf" -noout -out "$folder/key.der"',
    'openssl pkey -pubin -inform DER -in "$folder/key.der" -out "$folder/key.pem"',
  ];
}

/** Prints the key as a configuration of `openssl asn1parse` (ASN1_generate_nconf). */
function describeKey({ algorithm }: VerifyFacts): string {
  const start = 'asn1=SEQUENCE:spki\\n[spki]\\nalg=SEQUENCE:alg\\nkey=';
  if (rsa.test(algorithm))
    return `printf "${start}BITWRAP,SEQUENCE:rsa\\n[alg]\\noid=OID:rsaEncryption\\nnone=NULL\\n[rsa]\\nn=INTEGER:0x%s\\ne=INTEGER:0x%s\\n" "$(hex n)" "$(hex e)"`;
  const { name = '' } = curves[algorithm] ?? {};
  if (ecdsa.test(algorithm))
    return `printf "${start}FORMAT:HEX,BITSTRING:04%s%s\\n[alg]\\noid=OID:id-ecPublicKey\\ncurve=OID:${name}\\n" "$(hex x)" "$(hex y)"`;
  // RFC 8410 §3. Only these names get into the configuration.
  const curve = `jq -r '{Ed25519: "ED25519", Ed448: "ED448"}[.crv]'`;
  return `printf "${start}FORMAT:HEX,BITSTRING:%s\\n[alg]\\noid=OID:%s\\n" "$(hex x)" "$(printf %s "$jwk" | ${curve})"`;
}

function verifySignature(facts: VerifyFacts): readonly string[] {
  const { algorithm } = facts;
  if (edwards.test(algorithm))
    return [
      'openssl pkeyutl -verify -pubin -inkey "$folder/key.pem" -rawin -in "$folder/signed" -sigfile "$folder/signature"',
    ];
  const curve = curves[algorithm];
  const padding = algorithm.startsWith('PS')
    ? ' -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1'
    : '';
  const verify = `openssl dgst ${digestOf(facts)} -verify "$folder/key.pem"${padding} -signature`;
  if (curve === undefined) return [`${verify} "$folder/signature" "$folder/signed"`];
  const { digits } = curve;
  return [
    '# A JWS has both numbers of the signature without the DER that OpenSSL needs.',
    'numbers=$(od -An -v -tx1 "$folder/signature" | tr -d " \\n")',
    `[ \${#numbers} -eq ${2 * digits} ]`,
    `printf "asn1=SEQUENCE:numbers\\n[numbers]\\nr=INTEGER:0x%s\\ns=INTEGER:0x%s\\n" "\${numbers:0:${digits}}" "\${numbers:${digits}}" > "$folder/numbers.cnf"`,
    'openssl asn1parse -genconf "$folder/numbers.cnf" -noout -out "$folder/numbers.der"',
    `${verify} "$folder/numbers.der" "$folder/signed"`,
  ];
}

function checkClaims({ issuer, audience }: VerifyFacts): string {
  const tests = [
    issuer !== undefined && '.iss == $iss',
    audience !== undefined && '(.aud == $aud or (.aud | type == "array" and index([$aud])))',
    '(.exp == null or .exp > now)',
  ].filter((test) => test !== false);
  const args = [
    issuer !== undefined && `--arg iss ${quoteArgument([issuer])} `,
    audience !== undefined && `--arg aud ${quoteArgument([audience])} `,
  ].filter((arg) => arg !== false);
  return `jq -e ${args.join('')}'${tests.join(' and ')}'`;
}
