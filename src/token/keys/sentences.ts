/**
 * What a pasted text is that looks like key material but can't be used as it is: `key_material_` and the code. Each says
 * what it is and what to paste instead.
 */
export const keyMaterialSentences = {
  key_material_pem_broken:
    'This looks like a PEM key, but its BEGIN or END line is damaged or missing. Copy the whole PEM again, with both lines.',
  key_material_der_cut:
    'This looks like a key in DER, but its length is another than it states. Copy the whole text again.',
  key_material_pkcs12:
    'This is a PKCS#12 file (.p12, .pfx). Extract the certificate: "openssl pkcs12 -in key.p12 -nokeys -out cert.pem". Paste the PEM.',
  key_material_pkcs7:
    'This is a PKCS#7 (CMS) file. Extract its certificates: "openssl pkcs7 -print_certs -in file.p7b". Paste the PEM.',
  key_material_keystore:
    'This is a Java keystore. Export the certificate: "keytool -exportcert -rfc -keystore FILE -alias NAME". Paste the PEM.',
  key_material_ssh_public:
    'This looks like an SSH public key, but it\'s cut or of a type that can\'t sign JWTs. Paste the whole line, or convert it: "ssh-keygen -e -m PKCS8 -f key.pub".',
  key_material_ssh2_public:
    'This is an SSH public key in RFC 4716 form. Convert it: "ssh-keygen -i -m RFC4716 -f key.pub". Paste the line that it prints.',
  key_material_ssh_security_key:
    'This is an SSH public key of a hardware security key ("sk-…"), which can\'t sign JWTs. Paste the PEM, certificate, JWK or JWKS of the issuer.',
  key_material_ssh_private:
    'This is a private key in OpenSSH form. Paste its public key, or convert a copy: "cp key copy; ssh-keygen -p -m PKCS8 -f copy" (it overwrites the file in place).',
  key_material_putty:
    'This is a PuTTY key file (.ppk). Export its public key: "puttygen key.ppk -L". Paste the line that it prints.',
  key_material_xml:
    "This is XML with a key that can't be read: it's cut, or not an RSAKeyValue, ECKeyValue or X509Certificate. Paste a PEM, certificate, JWK or JWKS.",
  key_material_modulus:
    'This is the modulus of an RSA key. The exponent is missing, so it isn\'t a whole key. Print the PEM: "openssl rsa -pubout".',
  key_material_openssl_text:
    'This is a key printed as text ("openssl … -text"). Run the command again without "-noout" and "-text". Paste the PEM.',
  key_material_jwk_broken:
    'This looks like a JWK or a part of one, but it\'s not valid JSON or lacks "kty". Paste the whole JWK or JWKS.',
  key_material_json_no_key:
    'This is JSON without a key: it has neither "kty" nor "keys". Paste a JWK or JWKS.',
  key_material_did:
    'This is a DID without a key that can be read. Resolve it, and paste its DID document or the JWK.',
  key_material_multikey_private:
    'This is a private key in multibase form. Paste it as a JWK, or paste the public key.',
  key_material_pgp:
    "This is a PGP key, which isn't used for JWTs. Paste the PEM, certificate, JWK or JWKS of the issuer.",
  key_material_minisign:
    'This is a minisign or signify key. Paste the PEM, certificate, JWK or JWKS of the issuer.',
  key_material_age:
    'This is an age key, which only encrypts files. Paste the PEM, certificate, JWK or JWKS of the issuer.',
  key_material_nkey: 'This is a NATS nkey. Paste the PEM, JWK or JWKS of the issuer.',
  key_material_cose: 'This is a COSE key in CBOR (WebAuthn). Paste the key as a PEM, JWK or JWKS.',
  key_material_nostr: 'This is a Nostr key. Paste the PEM, JWK or JWKS of the issuer.',
  key_material_paserk:
    'This is a PASETO key (PASERK), which must not be used for JWTs. Paste the PEM, JWK or JWKS of the issuer.',
} as const;

type SentenceKey = keyof typeof keyMaterialSentences;

/** What a text is that looks like key material but can't be used; each has a sentence `key_material_…`. */
export type KeyMaterial = SentenceKey extends `key_material_${infer Code}` ? Code : never;
