/** What the rules about hosts say. Params fill `$1`, `$2` … */
export const hostSentences = {
  rule_HOST_LOOKALIKE: 'The host "$1" can be mistaken for another one. Browsers use its ASCII form: $2.',
  rule_HOST_LOOKALIKE_todo:
    "Compare the ASCII form with the host you expect. Don't trust the token if they differ.",
  rule_HOST_LOOKALIKE_except: 'OK if this internationalized domain is yours.',
} as const;
