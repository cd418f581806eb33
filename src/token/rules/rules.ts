import { algorithmRules } from './jose/algorithm';
import { contentRules } from './claims/content';
import { identityRules } from './claims/identity';
import { personalRules } from './claims/personal';
import { timeRules } from './claims/claim-times';
import { dpopRules } from './oauth/dpop';
import { formatRules } from './jose/encoding';
import { headerRules } from './jose/header';
import { hostRules } from './hosts/host-rules';
import { jsonRules } from './jose/json';
import { jweRules } from './jose/jwe';
import { keyRules } from './keys/key';
import { keyLocationRules } from './keys/key-location';
import { keySetRules } from './keys/key-set';
import { kidRules } from './keys/kid';
import { oauthRules } from './oauth/oauth';
import type { Rule } from './rule';
import { sdJwtRules } from './jose/sd-jwt';
import { signatureRules } from './jose/signature';
import { storageRules } from './requests/storage';
import { transportRules } from './requests/transport';

/** Every rule, in the order in which findings of equal severity are listed. */
export const rules: readonly Rule[] = [
  ...algorithmRules,
  ...signatureRules,
  ...keyRules,
  ...keySetRules,
  ...keyLocationRules,
  ...headerRules,
  ...kidRules,
  ...formatRules,
  ...jsonRules,
  ...timeRules,
  ...identityRules,
  ...hostRules,
  ...personalRules,
  ...contentRules,
  ...oauthRules,
  ...dpopRules,
  ...sdJwtRules,
  ...jweRules,
  ...transportRules,
  ...storageRules,
];
