import { callClaimSentences } from './call-sentences';
import { deviceClaimSentences } from './device-sentences';
import { federationClaimSentences } from './federation-sentences';
import { personClaimSentences } from './person-sentences';
import { tokenClaimSentences } from './token-sentences';

/** What every registered claim means. */
export const claimSentences = {
  ...tokenClaimSentences,
  ...personClaimSentences,
  ...callClaimSentences,
  ...deviceClaimSentences,
  ...federationClaimSentences,
} as const;
