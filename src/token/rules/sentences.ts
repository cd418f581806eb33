import { algorithmSentences } from './jose/algorithm-sentences';
import { contentSentences } from './claims/content-sentences';
import { identitySentences } from './claims/identity-sentences';
import { timeSentences } from './claims/time-sentences';
import { dpopSentences } from './oauth/dpop-sentences';
import { encodingSentences } from './jose/encoding-sentences';
import { headerSentences } from './jose/header-sentences';
import { hostSentences } from './hosts/host-sentences';
import { jweSentences } from './jose/jwe-sentences';
import { keySentences } from './keys/key-sentences';
import { oauthSentences } from './oauth/oauth-sentences';
import { sdJwtSentences } from './jose/sd-jwt-sentences';
import { storageSentences } from './requests/storage-sentences';
import { transportSentences } from './requests/transport-sentences';

/**
 * What each rule says, under its id with `_` for `-`: `rule_ID` what was seen and why it matters, `rule_ID_todo` what to
 * do, and `rule_ID_except` when it is no fault; a rule without exceptions has no such sentence.
 */
export const ruleSentences = {
  ...algorithmSentences,
  ...keySentences,
  ...headerSentences,
  ...encodingSentences,
  ...timeSentences,
  ...identitySentences,
  ...hostSentences,
  ...contentSentences,
  ...oauthSentences,
  ...dpopSentences,
  ...sdJwtSentences,
  ...jweSentences,
  ...transportSentences,
  ...storageSentences,
} as const;
