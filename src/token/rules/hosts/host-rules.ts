import { findHosts, readHostName } from '../../hosts/host-name';
import { findHostTrick } from '../../hosts/lookalike';
import { quoteForSentence } from '../../wording';
import { readTexts } from '../claims/claim-readers';
import type { Hit, Rule, Subject } from '../rule';
import { walkTexts } from '../walk';
import { maxHosts, maxHostTexts } from '../limits';

/** Rules about hosts, anywhere in a token or its requests. */
export const hostRules: readonly Rule[] = [
  {
    id: 'HOST-LOOKALIKE',
    group: 'Claims: identity and audience',
    severity: 'medium',
    source: 'UTS 39 §4, §5; UTS 46 §4; RFC 5891 §4.3.2',
    find: (subject) => [...findLookalikes(subject)],
  },
];

function* findLookalikes(subject: Subject): Generator<Hit> {
  let left = maxHosts;
  for (const { at, text, isHost } of listTexts(subject)) {
    for (const { host, isAlone } of findHosts(text)) {
      if (isAlone && !isHost) continue;
      left -= 1;
      if (left < 0) return;
      const trick = findHostTrick(host);
      // Nobody resolves an invalid host, and `ß` and `ς` look like no other letter.
      if (trick === undefined || trick === 'invalid' || trick === 'deviation') continue;
      yield {
        ...(at !== undefined && { at }),
        params: [quoteForSentence(host), quoteForSentence(readHostName(host)?.ascii ?? host)],
      };
    }
  }
}

interface Text {
  readonly text: string;
  readonly at?: string;
  /** Its value is a host, which can be without a scheme. */
  readonly isHost: boolean;
}

function* listTexts({ header, claims, context }: Subject): Generator<Text> {
  for (const name of ['iss', 'aud', 'azp'] as const) {
    for (const text of readTexts(claims[name])) yield { text, at: `claims.${name}`, isHost: true };
  }
  yield* listInside(header, 'header');
  yield* listInside(claims, 'claims');
  const { request, sites = [], storages = [], storage, jwksUrl, discovery } = context;
  const seen = [request?.url, request?.pageUrl, storage?.origin, jwksUrl, discovery?.issuer];
  for (const text of [...seen, ...sites, ...storages.map(({ origin }) => origin)]) {
    if (typeof text === 'string') yield { text, isHost: false };
  }
}

function* listInside(part: Subject['header'], name: string): Generator<Text> {
  let count = 0;
  for (const { path, value } of walkTexts(part)) {
    count += 1;
    if (count > maxHostTexts) return;
    const [member = ''] = path.split('.', 1);
    if (name === 'claims' && ['iss', 'aud', 'azp'].includes(member)) continue;
    yield { text: value, at: `${name}.${member}`, isHost: false };
  }
}
