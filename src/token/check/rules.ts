import { algorithmRules } from './algorithm';
import { contentRules } from './claims-content';
import { identityRules } from './claims-identity';
import { personalRules } from './claims-personal';
import { timeRules } from './claims-time';
import { dpopRules } from './dpop';
import { formatRules } from './format';
import { headerRules } from './header';
import { hostRules } from './host-rules';
import { jsonRules } from './json';
import { jweRules } from './jwe';
import { keyRules } from './key';
import { keyPlaceRules } from './key-place';
import { keySetRules } from './key-set';
import { kidRules } from './kid';
import { oauthRules } from './oauth';
import type { Rule } from './rule';
import { sdJwtRules } from './sd-jwt';
import { signatureRules } from './signature';
import { storageRules } from './storage';
import { transportRules } from './transport';

/** Every rule there is, in the order in which findings of one severity are listed. */
export const rules: readonly Rule[] = [
  ...algorithmRules,
  ...signatureRules,
  ...keyRules,
  ...keySetRules,
  ...keyPlaceRules,
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
