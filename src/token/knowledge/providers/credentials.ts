import type { Provider } from './provider';

export const credentialSentences = {
  provider_credential_vct: 'The type of the credential, by which its claims are to be read.',
  provider_credential__sd: 'Digests of claims that the holder can disclose one by one.',
  provider_credential__sd_alg: 'The hash behind the digests; SHA-256 when it is missing.',
  'provider_credential_array@digest':
    'The digest that stands for an element of an array until it is disclosed.',
  provider_credential_sd_hash: 'The digest of the SD-JWT that is presented with this key binding JWT.',
  provider_credential_cnf: 'The key of the holder, who proves it when presenting the credential.',
  provider_credential_status: 'Where to look up whether the credential has been withdrawn.',
  provider_credential_vc: 'The credential itself, in the form of version 1.1.',
  provider_credential_vp: 'The presentation itself, in the form of version 1.1.',
} as const;

/** Credentials of any issuer. */
export const credentials: Provider = {
  id: 'verifiable-credentials',
  name: 'Verifiable credentials',
  issuers: [],
  marks: [['vct'], ['vc'], ['vp'], ['_sd_alg'], ['sd_hash', 'nonce']],
  documentation: 'https://www.rfc-editor.org/rfc/rfc9901',
  basis: 'documentation',
  prefix: 'provider_credential_',
  sentences: credentialSentences,
  oddNames: { '...': 'array@digest' },
};
