import { algorithmCases } from './algorithm.fixture';
import type { RuleCase } from './case.fixture';
import { contentCases, identityCases, timeCases } from './claims.fixture';
import { dpopCases } from './dpop.fixture';
import { encodingCases } from './encoding.fixture';
import { headerCases } from './header.fixture';
import { jweCases } from './jwe.fixture';
import { keyCases } from './key.fixture';
import { oauthCases } from './oauth.fixture';
import { sdJwtCases } from './sd-jwt.fixture';
import { storageCases } from './storage.fixture';
import { transportCases } from './transport.fixture';

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
