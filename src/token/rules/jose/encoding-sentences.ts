/** What the rules about encoding and JSON say. Params fill `$1`, `$2` …; places in them are one-based. */
export const encodingSentences = {
  rule_FMT_PARTS: 'The text has $1 parts between dots. A signed token has 3, an encrypted one 5.',
  rule_FMT_PARTS_todo: 'Copy the whole token again.',
  rule_FMT_DOTS:
    'The text has more than $1 dots, which no token has. Some verifiers split all of it and run out of memory.',
  rule_FMT_DOTS_todo: 'Find out who made it. Verifiers should count before they split, and refuse.',
  rule_FMT_JSON_SERIAL:
    'A JWT is written compactly, but this one is in JSON ($1). Verifiers that take both forms can be led to read another payload.',
  rule_FMT_JSON_SERIAL_todo: 'Have the producer write the compact form, and verifiers accept no other.',
  rule_FMT_JSON_SERIAL_except:
    'It is lawful where several parties sign, or several can decrypt, and both sides agreed on it.',
  rule_FMT_SIZE: 'The token has $1 bytes, more than the $2 that browsers and servers take in this place.',
  rule_FMT_SIZE_todo: 'Have the issuer leave out claims that the receiver can look up.',
  rule_FMT_SIZE_except: 'Some servers are set to take more.',
  rule_B64_PADDING: 'Character $2 is $1: padding, which a token must not have. Verifiers disagree about it.',
  rule_B64_PADDING_todo:
    'Have the producer leave it out. Do not take it off yourself: the signature covers the text as it stands.',
  rule_B64_PADDING_except: 'The load balancers of AWS pad their tokens, and are not reported here.',
  rule_B64_STD: 'Character $2 is $1: this is plain base64, but tokens use base64url.',
  rule_B64_STD_todo: 'Have the producer write "-" for "+" and "_" for "/".',
  rule_B64_WHITESPACE: 'Character $2 is $1: a blank or a line break inside the token.',
  rule_B64_WHITESPACE_todo: 'Copy it without; verifiers must not take it off by themselves.',
  rule_B64_NONCANONICAL:
    'Character $2 ($1) has unused bits that are not zero: a second text for the same bytes. A list of blocked tokens can miss it.',
  rule_B64_NONCANONICAL_todo:
    'Compare it with the token as the issuer sent it, and have verifiers refuse it.',
  rule_B64_LENGTH: 'The $1 has a length that base64url cannot have. A character is missing or too many.',
  rule_B64_LENGTH_todo: 'Copy the whole token again.',
  rule_JSON_DUP:
    'The name "$1" stands twice in the $2. One program reads the first, another the last: they do not see the same token.',
  rule_JSON_DUP_todo: 'Have the producer write it once, and verifiers refuse such tokens.',
  rule_JSON_TRAILING:
    'The JSON of the $1 ends before character $2, and something follows. Verifiers must refuse that.',
  rule_JSON_TRAILING_todo: 'Compare it with the token as the issuer sent it.',
  rule_JSON_UTF8:
    'The $1 is not plain UTF-8, the only encoding that is allowed. Two programs can read two different texts in it.',
  rule_JSON_UTF8_todo: 'Have the producer write UTF-8 without a byte-order mark.',
  rule_JSON_UTF8_except: 'The payload of a JWS that is no JWT may be binary.',
  rule_JSON_NOT_OBJECT: 'The $1 is JSON, but not an object, so this is no JWT.',
  rule_JSON_NOT_OBJECT_todo: 'Check what the producer meant to sign.',
  rule_JSON_NOT_OBJECT_except: 'A JWS may sign anything; a header with "cty" says what.',
  rule_JSON_DEEP: 'The $1 nests deeper than $2 levels. Some parsers run out of memory on it.',
  rule_JSON_DEEP_todo: 'Find out who made it; claims are never that deep.',
  rule_JSON_BIGNUM: 'The number $1 in the $2 is beyond what most programs hold exactly: JavaScript reads $3.',
  rule_JSON_BIGNUM_todo: 'Have the issuer write it as a text in quotes.',
  rule_JSON_BIGNUM_except: 'It does no harm where every reader uses exact numbers.',
  rule_JSON_SURROGATE:
    'The member "$1" holds half a character, which UTF-8 cannot encode. Programs replace it, each in its own way.',
  rule_JSON_SURROGATE_todo: 'Have the producer cut texts between characters.',
  rule_JSON_PROTO:
    'The member "$1" has a name that JavaScript treats specially. It would be dangerous where a server copies members without a check.',
  rule_JSON_PROTO_todo: 'Find out who made the token. Servers should copy the names that they know.',
  rule_JSON_PROTO_except: 'Where such a word is only a value of the business at hand it does no harm.',
  rule_JSON_LOOKALIKE:
    'The names $1 and $2 look alike but are not the same. A reader may take the one for the other.',
  rule_JSON_LOOKALIKE_todo: 'Have the producer use one of them.',
  rule_JSON_LOOKALIKE_except: "Claims of one's own may be called so; only exact names count.",
  rule_JSON_BIDI:
    'The member "$1" holds characters that cannot be seen or that turn the direction of the text: it may not say what it seems to say.',
  rule_JSON_BIDI_todo: 'Look at the JSON, where they are shown, and have the issuer refuse them in names.',
  rule_JSON_BIDI_except: 'Right-to-left languages use some of these marks rightly.',
  rule_JSON_HTML:
    'The member "$1" looks like HTML or a script. It would be dangerous where a page shows it as anything but text.',
  rule_JSON_HTML_todo: 'See that pages show claims as text.',
  rule_JSON_HTML_except: 'It does no harm where it is only stored or compared.',
} as const;
