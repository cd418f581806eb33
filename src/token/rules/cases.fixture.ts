import { algorithmCases } from './jose/algorithm.fixture';
import type { RuleCase } from './case.fixture';
import { contentCases, identityCases, timeCases } from './claims/claims.fixture';
import { dpopCases } from './oauth/dpop.fixture';
import { encodingCases } from './jose/encoding.fixture';
import { headerCases } from './jose/header.fixture';
import { jweCases } from './jose/jwe.fixture';
import { keyCases } from './keys/key.fixture';
import { oauthCases } from './oauth/oauth.fixture';
import { sdJwtCases } from './jose/sd-jwt.fixture';
import { storageCases } from './requests/storage.fixture';
import { transportCases } from './requests/transport.fixture';

export const cases: readonly RuleCase[] = [
  ...algorithmCases,
  ...keyCases,
  ...headerCases,
  ...encodingCases,
  ...timeCases,
  ...identityCases,
  ...contentCases,
  ...oauthCases,
  ...dpopCases,
  ...sdJwtCases,
  ...jweCases,
  ...transportCases,
  ...storageCases,
];
