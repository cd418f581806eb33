import type { Issuer } from './issuer';

/** Services that have a single, fixed issuer. */
const services: readonly (readonly [provider: string, name: string, issuer: string])[] = [
  ['discord', 'Discord', 'https://discord.com'],
  ['dropbox', 'Dropbox', 'https://www.dropbox.com'],
  ['facebook', 'Facebook', 'https://www.facebook.com'],
  ['klarna', 'Klarna', 'https://login.klarna.com'],
  ['line', 'LINE', 'https://access.line.me'],
  ['linkedin', 'LinkedIn', 'https://www.linkedin.com/oauth'],
  ['mojeid', 'mojeID', 'https://mojeid.cz/oidc/'],
  ['slack', 'Slack', 'https://slack.com'],
  ['twitch', 'Twitch', 'https://id.twitch.tv/oauth2'],
  ['yahoo', 'Yahoo', 'https://api.login.yahoo.com'],
];

/** The issuers of social sign-ins that are one URL. */
export const socialIssuers: readonly Issuer[] = services.map(([provider, name, issuer]) => ({
  provider,
  name,
  pattern: new RegExp(`^${issuer.replaceAll('.', '\\.')}$`),
  code: 'issuers.known',
}));
