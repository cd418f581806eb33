/** Why nothing is known of a lifetime: `lifetime_` and the problem. Params fill `$1`, `$2` …; positions in them are one-based. */
export const lifetimeSentences = {
  lifetime_no_claims: 'There are no claims, so no lifetime is known.',
  lifetime_time_unknown: 'The time to compare with is not known.',
  lifetime_exp_not_a_number: '"exp" is not a number of seconds (RFC 7519 §2).',
  lifetime_exp_in_milliseconds: '"exp" looks like milliseconds; RFC 7519 counts seconds.',
  lifetime_exp_out_of_range: '"exp" is no time that can be meant.',
  lifetime_nbf_not_a_number: '"nbf" is not a number of seconds (RFC 7519 §2).',
  lifetime_nbf_in_milliseconds: '"nbf" looks like milliseconds; RFC 7519 counts seconds.',
  lifetime_nbf_out_of_range: '"nbf" is no time that can be meant.',
} as const;
