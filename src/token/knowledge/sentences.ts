import { algorithmSentences } from './algorithm-sentences';
import { claimSentences } from './claims/claim-sentences';
import { confirmationSentences } from './describe-confirmation';
import { headerSentences } from './header-sentences';
import { issuerSentences } from './issuers/issuer-sentences';
import { providerSentences } from './providers/sentences';
import { contextSentences } from './values/contexts';
import { eventSentences } from './values/events';
import { mediaTypeSentences } from './values/media-types';
import { methodSentences } from './values/methods';
import { microsoftSentences } from './values/microsoft-ids';
import { momentSentences } from './values/moments';
import { placeSentences } from './values/addresses';
import { scopeSentences } from './values/scopes';
import { nameSentences } from './values/subjects';

/** What members, values and issuers mean: `about_`, `provider_` and `issuer_`. */
export const describeSentences = {
  ...claimSentences,
  ...headerSentences,
  ...confirmationSentences,
  ...algorithmSentences,
  ...providerSentences,
  ...issuerSentences,
  ...scopeSentences,
  ...methodSentences,
  ...contextSentences,
  ...eventSentences,
  ...mediaTypeSentences,
  ...momentSentences,
  ...placeSentences,
  ...microsoftSentences,
  ...nameSentences,
} as const;
