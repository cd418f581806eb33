import type { BrowserName, LibraryPage, Scenario } from './scenario';
import { callScenarios } from './tables/calls';
import { realtimeScenarios } from './tables/realtime';
import { signInScenarios } from './tables/sign-in';

/** MSAL requires a provider with TLS. */
const noCertificate =
  'Not tested in Firefox, which rejects the local provider’s certificate for the library’s requests.';

export const pages: readonly LibraryPage[] = [
  {
    name: 'msal',
    packages: ['@azure/msal-browser'],
    variant: 'sessionStorage',
    isSecure: true,
    notTested: { firefox: noCertificate },
  },
  {
    name: 'msal-encrypted',
    packages: ['@azure/msal-browser'],
    variant: 'localStorage',
    isSecure: true,
    notTested: { firefox: noCertificate },
  },
  { name: 'auth0', packages: ['@auth0/auth0-spa-js'], variant: 'in memory, with refresh tokens' },
  { name: 'auth0-frame', packages: ['@auth0/auth0-spa-js'], variant: 'localStorage, with a frame' },
  { name: 'keycloak', packages: ['keycloak-js'] },
  { name: 'supabase', packages: ['@supabase/supabase-js'] },
  { name: 'supabase-ssr', packages: ['@supabase/ssr'] },
  { name: 'amplify', packages: ['aws-amplify'] },
  { name: 'firebase', packages: ['firebase'] },
  { name: 'axios', packages: ['axios'] },
  { name: 'apollo', packages: ['@apollo/client'] },
  { name: 'connect-web', packages: ['@connectrpc/connect-web'] },
  { name: 'socket-io', packages: ['socket.io-client'] },
  { name: 'graphql-ws', packages: ['graphql-ws'] },
  { name: 'signalr', packages: ['@microsoft/signalr'] },
  {
    name: 'event-sources',
    packages: [
      '@microsoft/fetch-event-source',
      'eventsource',
      'event-source-polyfill',
      'reconnecting-eventsource',
    ],
  },
];

/** Every step that the stories check in both browsers. docs/libraries.md is generated from it. */
export const scenarios: readonly Scenario[] = [...signInScenarios, ...callScenarios, ...realtimeScenarios];

export function scenariosOf({ name }: LibraryPage): readonly Scenario[] {
  return scenarios.filter(({ page }) => page === name);
}

/** The scenarios that this browser captures only on a watched site. */
export function watchedOf(page: LibraryPage, browser: BrowserName): readonly Scenario[] {
  return scenariosOf(page).filter((scenario) => scenario[browser] === 'watched');
}
