/** What the claims of OpenID Federation mean: `about_claim_` and the name. */
export const federationClaimSentences = {
  about_claim_jwks: 'The public keys of the entity.',
  about_claim_metadata: 'What the entity says of itself, a part for each role it plays.',
  about_claim_constraints:
    'How far the entities below this one may reach: length of the chain, names, kinds.',
  about_claim_crit: 'Claims that have to be understood, or else the token has to be refused.',
  about_claim_ref: 'The URL where more about this can be read.',
  about_claim_delegation: 'A token in which the owner of the trust mark lets another party issue it.',
  about_claim_logo_uri: 'The URL of a logo.',
  about_claim_authority_hints: 'The entities directly above this one.',
  about_claim_trust_anchor_hints: 'The trust anchors this entity hopes to be judged by.',
  about_claim_trust_marks: 'The trust marks the entity was given.',
  about_claim_trust_mark_issuers: 'Who may issue trust marks, for each type of them.',
  about_claim_trust_mark_owners: 'Who owns each type of trust mark, and with which keys.',
  about_claim_metadata_policy: 'Rules by which the metadata of the entities below are changed or checked.',
  about_claim_metadata_policy_crit: 'Operators in the rules for metadata that have to be understood.',
  about_claim_source_endpoint: 'Where this statement can be fetched again.',
  about_claim_keys: 'Public keys, each a JWK.',
  about_claim_trust_mark_type: 'Which type of trust mark this is.',
  about_claim_trust_chain: 'The statements that lead from the entity up to a trust anchor.',
  about_claim_trust_anchor: 'The trust anchor by which the entity is to be judged.',
} as const;
