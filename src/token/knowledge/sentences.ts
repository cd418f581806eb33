import { algorithmSentences } from './algorithm-sentences';
import { claimSentences } from './claims/claim-sentences';
import { headerSentences } from './header-sentences';
import { issuerSentences } from './issuers/issuer-sentences';
import { providerSentences } from './providers/sentences';
import * as valueSentences from './values/sentences';

/** What members, values and issuers mean: `about_`, `provider_` and `issuer_`. */
export const describeSentences = {
  ...claimSentences,
  ...headerSentences,
  ...valueSentences.confirmationSentences,
  ...algorithmSentences,
  ...providerSentences,
  ...issuerSentences,
  ...valueSentences.scopeSentences,
  ...valueSentences.methodSentences,
  ...valueSentences.contextSentences,
  ...valueSentences.eventSentences,
  ...valueSentences.mediaTypeSentences,
  ...valueSentences.momentSentences,
  ...valueSentences.localeSentences,
  ...valueSentences.microsoftSentences,
  ...valueSentences.nameSentences,
} as const;
