import { EncryptedPrivateKeyInfo, OneAsymmetricKey } from '@peculiar/asn1-asym-key';
import { ECPrivateKey } from '@peculiar/asn1-ecc';
import { RSAPrivateKey, RSAPublicKey } from '@peculiar/asn1-rsa';
import { Certificate, SubjectPublicKeyInfo, type AlgorithmIdentifier } from '@peculiar/asn1-x509';
import type { CertificateSummary, KeyRestriction, PrivateJwk, PublicJwk } from '../../key';
import { parseAsn1 } from './asn1';
import { summarizeCertificate } from './certificate';
import { findKeyRestriction } from './key-restriction';
import { readEcPrivate, readPrivateInfo, readRsaPrivate, type JwkPair } from './pkcs8';
import { readPublicInfo, readRsaPublic } from './spki';
import type { CodeParam } from '../../../param';

/** The key in a DER structure, or why it can't be read. */
export type Asn1Reading =
  | {
      readonly publicJwk: PublicJwk;
      readonly privateJwk?: PrivateJwk;
      readonly restriction?: KeyRestriction;
      readonly certificate?: CertificateSummary;
    }
  | { readonly why: CodeParam };

/** Reads one DER structure by its content, whatever its PEM label. */
export async function readAsn1Key(der: Uint8Array<ArrayBuffer>): Promise<Asn1Reading> {
  const certificate = parseAsn1(der, Certificate);
  if (certificate !== undefined) {
    const { subjectPublicKeyInfo } = certificate.tbsCertificate;
    const reading = describe(await readPublicInfo(subjectPublicKeyInfo), subjectPublicKeyInfo.algorithm);
    return 'why' in reading
      ? reading
      : { ...reading, certificate: await summarizeCertificate(certificate, der) };
  }
  const info = parseAsn1(der, SubjectPublicKeyInfo);
  if (info !== undefined) return describe(await readPublicInfo(info), info.algorithm);
  const rsaPrivate = parseAsn1(der, RSAPrivateKey);
  if (rsaPrivate !== undefined) return readRsaPrivate(rsaPrivate);
  const rsaPublic = parseAsn1(der, RSAPublicKey);
  if (rsaPublic !== undefined) return describe(readRsaPublic(rsaPublic));
  const one = parseAsn1(der, OneAsymmetricKey);
  if (one !== undefined) return describe(await readPrivateInfo(one), one.privateKeyAlgorithm);
  const ec = parseAsn1(der, ECPrivateKey);
  if (ec !== undefined) return describe(await readEcPrivate(ec, ec.parameters?.namedCurve));
  const isEncrypted = parseAsn1(der, EncryptedPrivateKeyInfo) !== undefined;
  return { why: { code: isEncrypted ? 'key_problem_encrypted' : 'key_problem_not_key' } };
}

function describe(found: PublicJwk | JwkPair | CodeParam, identifier?: AlgorithmIdentifier): Asn1Reading {
  const restriction = identifier && findKeyRestriction(identifier);
  const restricted = restriction && { restriction };
  if ('kty' in found) return { publicJwk: found, ...restricted };
  return 'publicJwk' in found ? { ...found, ...restricted } : { why: found };
}
