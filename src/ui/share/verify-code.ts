import { quoteJava, quoteJavaScript, quotePython } from './quote-literals';
import { edwards, findKeyLocation, hmac, rsa, writeLines, type VerifyFacts } from './verify-facts';
import { writeOpenssl } from './verify-openssl';

/** The libraries and tools that code can be written for. */
export const verifyTools = ['jose', 'jsonwebtoken', 'PyJWT', 'java-jwt', 'openssl'] as const;

type VerifyTool = (typeof verifyTools)[number];

/** The code, or undefined if the tool doesn't support the algorithm. */
export function writeVerifyCode(tool: VerifyTool, facts: VerifyFacts): string | undefined {
  const { algorithm } = facts;
  switch (tool) {
    case 'jose':
      return writeJose(facts);
    case 'jsonwebtoken':
      return edwards.test(algorithm) ? undefined : writeJsonWebToken(facts);
    case 'PyJWT':
      return writePyJwt(facts);
    case 'java-jwt':
      return edwards.test(algorithm) || algorithm.startsWith('PS') ? undefined : writeJavaJwt(facts);
    case 'openssl':
      return writeOpenssl(facts);
  }
}

function writeJose(facts: VerifyFacts): string {
  const { algorithm, issuer, audience } = facts;
  const isSecret = hmac.test(algorithm);
  const { isPublished, discovery, jwksUri } = findKeyLocation(facts);
  const names = isPublished
    ? 'createRemoteJWKSet, jwtVerify'
    : isSecret
      ? 'jwtVerify'
      : 'importSPKI, jwtVerify';
  const uri = jwksUri === undefined ? 'jwks_uri' : quoteJavaScript(jwksUri);
  return writeLines(
    `import { ${names} } from 'jose';`,
    '',
    discovery !== undefined && `const discovery = await fetch(${quoteJavaScript(discovery)});`,
    discovery !== undefined && 'const { jwks_uri } = await discovery.json();',
    isPublished && `const key = createRemoteJWKSet(new URL(${uri}));`,
    !isPublished && isSecret && 'const key = new TextEncoder().encode(process.env.JWT_SECRET);',
    !isPublished &&
      !isSecret &&
      `const key = await importSPKI(process.env.JWT_PUBLIC_KEY, ${quoteJavaScript(algorithm)});`,
    'const { payload } = await jwtVerify(process.env.TOKEN, key, {',
    `  algorithms: [${quoteJavaScript(algorithm)}],`,
    issuer !== undefined && `  issuer: ${quoteJavaScript(issuer)},`,
    audience !== undefined && `  audience: ${quoteJavaScript(audience)},`,
    '});',
    'console.log(payload);',
  );
}

function writeJsonWebToken(facts: VerifyFacts): string {
  const { algorithm, issuer, audience } = facts;
  const { isPublished, discovery, jwksUri } = findKeyLocation(facts);
  const uri = jwksUri === undefined ? 'jwks_uri' : quoteJavaScript(jwksUri);
  return writeLines(
    isPublished && "import { createPublicKey } from 'node:crypto';",
    "import jwt from 'jsonwebtoken';",
    '',
    'const token = process.env.TOKEN;',
    discovery !== undefined && `const discovery = await fetch(${quoteJavaScript(discovery)});`,
    discovery !== undefined && 'const { jwks_uri } = await discovery.json();',
    isPublished && `const { keys } = await (await fetch(${uri})).json();`,
    isPublished && 'const { kid } = jwt.decode(token, { complete: true }).header;',
    isPublished && 'const jwk = keys.find((each) => each.kid === kid);',
    isPublished && "const key = createPublicKey({ key: jwk, format: 'jwk' });",
    !isPublished && `const key = process.env.${hmac.test(algorithm) ? 'JWT_SECRET' : 'JWT_PUBLIC_KEY'};`,
    'const claims = jwt.verify(token, key, {',
    `  algorithms: [${quoteJavaScript(algorithm)}],`,
    issuer !== undefined && `  issuer: ${quoteJavaScript(issuer)},`,
    audience !== undefined && `  audience: ${quoteJavaScript(audience)},`,
    '});',
    'console.log(claims);',
  );
}

function writePyJwt(facts: VerifyFacts): string {
  const { algorithm, issuer, audience } = facts;
  const { isPublished, discovery, jwksUri } = findKeyLocation(facts);
  // PyJWT has only the older name (RFC 8037).
  const name = edwards.test(algorithm) ? 'EdDSA' : algorithm;
  const uri = jwksUri === undefined ? 'jwks_uri' : quotePython(jwksUri);
  return writeLines(
    discovery !== undefined && 'import json',
    'import os',
    discovery !== undefined && 'from urllib.request import urlopen',
    '',
    'import jwt',
    '',
    'token = os.environ["TOKEN"]',
    discovery !== undefined && `with urlopen(${quotePython(discovery)}) as response:`,
    discovery !== undefined && '    jwks_uri = json.load(response)["jwks_uri"]',
    isPublished && `key = jwt.PyJWKClient(${uri}).get_signing_key_from_jwt(token).key`,
    !isPublished && `key = os.environ["${hmac.test(algorithm) ? 'JWT_SECRET' : 'JWT_PUBLIC_KEY'}"]`,
    'claims = jwt.decode(',
    '    token,',
    '    key,',
    `    algorithms=[${quotePython(name)}],`,
    issuer !== undefined && `    issuer=${quotePython(issuer)},`,
    audience !== undefined ? `    audience=${quotePython(audience)},` : '    options={"verify_aud": False},',
    ')',
    'print(claims)',
  );
}

function writeJavaJwt(facts: VerifyFacts): string {
  const { algorithm, issuer, audience } = facts;
  const { isPublished, discovery, jwksUri } = findKeyLocation(facts);
  const bits = algorithm.slice(2);
  const isSecret = hmac.test(algorithm);
  const [type, name] = rsa.test(algorithm) ? ['RSAPublicKey', `RSA${bits}`] : ['ECPublicKey', `ECDSA${bits}`];
  return writeLines(
    isPublished && 'import com.auth0.jwk.UrlJwkProvider;',
    'import com.auth0.jwt.JWT;',
    'import com.auth0.jwt.algorithms.Algorithm;',
    'import com.auth0.jwt.interfaces.DecodedJWT;',
    !isSecret && `import java.security.interfaces.${type};`,
    isPublished && 'import java.net.URI;',
    '',
    'String token = System.getenv("TOKEN");',
    discovery !== undefined && '// The "jwks_uri" of the issuer\'s discovery document.',
    discovery !== undefined && 'String jwksUri = System.getenv("JWKS_URI");',
    jwksUri !== undefined && `String jwksUri = ${quoteJava(jwksUri)};`,
    isPublished &&
      'var jwk = new UrlJwkProvider(URI.create(jwksUri).toURL()).get(JWT.decode(token).getKeyId());',
    isPublished && `Algorithm algorithm = Algorithm.${name}((${type}) jwk.getPublicKey(), null);`,
    !isPublished && isSecret && `Algorithm algorithm = Algorithm.HMAC${bits}(System.getenv("JWT_SECRET"));`,
    !isPublished && !isSecret && '// publicKey: the key of the issuer.',
    !isPublished && !isSecret && `Algorithm algorithm = Algorithm.${name}(publicKey, null);`,
    'DecodedJWT claims = JWT.require(algorithm)',
    issuer !== undefined && `    .withIssuer(${quoteJava(issuer)})`,
    audience !== undefined && `    .withAudience(${quoteJava(audience)})`,
    '    .build()',
    '    .verify(token);',
  );
}
