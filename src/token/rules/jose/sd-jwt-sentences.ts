/** What the rules of SD-JWT say: `rule_`, the rule's id with `_` for `-`, and what for. */
export const sdJwtSentences = {
  rule_SDJ_DIGEST:
    'Each disclosure must belong to one digest that the issuer signed, and each digest must stand there once. Against this: $1. A verifier that overlooks it takes in what the issuer did not sign there.',
  rule_SDJ_DIGEST_todo: 'Refuse the whole token (RFC 9901 §7.1).',
  rule_SDJ_FORM:
    'Broken disclosures, by their number, or a name that must not stand in the claims: $1. Each disclosure must be an array of a salt, a name and a value, or of a salt and a value; the name must be new at its place and not "_sd" or "...".',
  rule_SDJ_FORM_todo: 'Refuse the whole token (RFC 9901 §7.1), and copy it again if it was cut.',
  rule_SDJ_ALG:
    'Its "_sd_alg", "$1", is unknown or weak, or does not stand at the top of the claims. The hash is all that ties a disclosure to what was signed.',
  rule_SDJ_ALG_todo: 'Have the issuer use sha-256 or stronger, named at the top or not at all.',
  rule_SDJ_ISSUER_SIG:
    'The issuer part is unsigned ("alg": "none"). The digests then prove nothing, and anyone can make disclosures that fit.',
  rule_SDJ_ISSUER_SIG_todo: 'Refuse it: an SD-JWT must be signed (RFC 9901 §9.1).',
  rule_SDJ_KB:
    'The key binding JWT does not hold: $1. It shows that the token was presented by its holder, here and now; without that it may be a copy.',
  rule_SDJ_KB_todo:
    'Refuse the presentation, or have the wallet sign a new one with the key in "cnf", for this audience and nonce, over what it shows.',
  rule_SDJ_NO_KB:
    'The token names the key of its holder ("cnf"), but no key binding JWT stands behind it. Whoever gets a copy can present it again.',
  rule_SDJ_NO_KB_todo: 'Have the verifier ask for key binding where it matters who presents it.',
  rule_SDJ_NO_KB_except:
    'It is no fault in the token as it is issued and kept: the holder adds it when it is shown.',
  rule_SDJ_SALT:
    'Salts are shorter than 128 bits, or used twice, in: $1. What a hidden digest stands for can then be found by trying values.',
  rule_SDJ_SALT_todo: 'Have the issuer make a new random salt of 16 bytes or more for each disclosure.',
  rule_SDJ_VALIDITY:
    'Claims that decide whether the token counts can be hidden by its holder, or may be among what is hidden: $1. A verifier that does not see one may not check it.',
  rule_SDJ_VALIDITY_todo: 'Have the issuer put them openly, and the verifier refuse a token without them.',
  rule_SDJ_VALIDITY_except: 'A hidden digest may stand for nothing at all: issuers may add decoys.',
  rule_SDJ_TILDE:
    'It has disclosures but not the tilde that ends them. It is no SD-JWT, and a verifier may take the last disclosure for a key binding JWT.',
  rule_SDJ_TILDE_todo: 'Copy it whole: it ends with "~", or with a key binding JWT behind it.',
  rule_SDJ_LINK:
    'The same token was shown to several sites: $1. Its signature and digests are the same each time, so that they can tell it was one person, whatever is disclosed.',
  rule_SDJ_LINK_todo: 'Have the wallet use a token once, and ask the issuer for a batch.',
} as const;
