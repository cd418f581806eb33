import { algorithmSentences } from './algorithm-sentences';
import { contentSentences } from './claims-content-sentences';
import { identitySentences } from './claims-identity-sentences';
import { timeSentences } from './claims-time-sentences';
import { dpopSentences } from './dpop-sentences';
import { encodingSentences } from './encoding-sentences';
import { headerSentences } from './header-sentences';
import { hostSentences } from './host-sentences';
import { jweSentences } from './jwe-sentences';
import { keySentences } from './key-sentences';
import { oauthSentences } from './oauth-sentences';
import { sdJwtSentences } from './sd-jwt-sentences';
import { storageSentences } from './storage-sentences';
import { transportSentences } from './transport-sentences';

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
