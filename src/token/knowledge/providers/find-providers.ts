import { hasAll } from '../../decode/has-members';
import { apple } from './apple';
import { auth0 } from './auth0';
import { aws } from './aws';
import { clerk } from './clerk';
import { cloudflare } from './cloudflare';
import { cognito } from './cognito';
import { credentials } from './credentials';
import { entra } from './entra';
import { firebase } from './firebase';
import { github } from './github';
import { gitlab } from './gitlab';
import { google } from './google';
import { keycloak } from './keycloak';
import { kubernetes } from './kubernetes';
import { okta } from './okta';
import { openai } from './openai';
import type { About, Provider } from './provider';
import { salesforce } from './salesforce';
import { supabase } from './supabase';
import { vercel } from './vercel';
import { workos } from './workos';

/** Everyone whose claims are explained. */
export const providers: readonly Provider[] = [
  entra,
  google,
  auth0,
  cognito,
  aws,
  keycloak,
  okta,
  firebase,
  github,
  gitlab,
  kubernetes,
  supabase,
  clerk,
  workos,
  salesforce,
  apple,
  cloudflare,
  vercel,
  openai,
  credentials,
];

/** No issuer is longer; patterns are not run on more. */
const MAX_ISSUER_LENGTH = 2048;

/** Whose token this is, those that its issuer tells first; more than one where claims of several stand in it. */
export function findProviders({ header = {}, claims = {}, provider }: About): readonly Provider[] {
  const issuer = claims.iss;
  const byIssuer =
    typeof issuer === 'string' && issuer.length <= MAX_ISSUER_LENGTH
      ? providers.filter(({ issuers }) => issuers.some((pattern) => pattern.test(issuer)))
      : [];
  const byMarks = providers.filter(
    ({ marks = [], headerMarks = [] }) =>
      marks.some((names) => hasAll(claims, ...names)) ||
      headerMarks.some((names) => hasAll(header, ...names)),
  );
  const known = providers.filter(({ id }) => id === provider);
  return [...new Set([...known, ...byIssuer, ...byMarks])];
}
