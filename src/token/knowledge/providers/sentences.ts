import { appleSentences } from './apple';
import { auth0Sentences } from './auth0';
import { awsSentences } from './aws';
import { clerkSentences } from './clerk';
import { cloudflareSentences } from './cloudflare';
import { cognitoSentences } from './cognito';
import { credentialSentences } from './credentials';
import { entraSentences } from './entra';
import { firebaseSentences } from './firebase';
import { githubSentences } from './github';
import { gitlabSentences } from './gitlab';
import { googleSentences } from './google';
import { keycloakSentences } from './keycloak';
import { kubernetesSentences } from './kubernetes';
import { oktaSentences } from './okta';
import { openaiSentences } from './openai';
import { salesforceSentences } from './salesforce';
import { supabaseSentences } from './supabase';
import { vercelSentences } from './vercel';
import { workosSentences } from './workos';

/** What the meaning of a maker's claim rests on. */
export const basisSentences = {
  about_basis_documentation: 'As documented for $1.',
  about_basis_code: 'As the code published for $1 has it.',
  about_basis_observation: 'As seen in tokens of $1, without a reference that vouches for it.',
} as const;

/** What the claims of every maker mean. */
export const providerSentences = {
  ...basisSentences,
  ...appleSentences,
  ...auth0Sentences,
  ...awsSentences,
  ...clerkSentences,
  ...cloudflareSentences,
  ...cognitoSentences,
  ...credentialSentences,
  ...entraSentences,
  ...firebaseSentences,
  ...githubSentences,
  ...gitlabSentences,
  ...googleSentences,
  ...keycloakSentences,
  ...kubernetesSentences,
  ...oktaSentences,
  ...openaiSentences,
  ...salesforceSentences,
  ...supabaseSentences,
  ...vercelSentences,
  ...workosSentences,
} as const;
