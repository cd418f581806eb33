import { signal } from '@preact/signals';
import { decode, type Finding } from '../../token';
import { createLog } from '../../traffic';
import { readContext } from '../../traffic/answers/token-context';
import { timeOf } from '../../traffic/exchange/exchange';
import { createTestClock } from '../../ui/fixture/clock.fixture';
import { decryptHere } from '../../ui/fixture/decrypt.fixture';
import { createDetail, type DetailOptions } from '../../ui/model/detail/create-detail';
import { createFacts } from '../../ui/model/detail/entry';
import { backends } from './backends.fixture';
import { identityServers } from './identity-servers.fixture';
import { identityServices } from './identity-services.fixture';
import { homeMade } from './home-made.fixture';
import { otherServices } from './other-services.fixture';
import { microsoft } from './microsoft.fixture';
import { sessions } from './sessions.fixture';
import { socialSignIns } from './social-sign-ins.fixture';
import { workloads } from './workloads.fixture';
import { createRecording, type Provider } from './recording.fixture';

/** Their ordinary traffic was written by hand after their documentation and what their servers send. */
export const providers: readonly Provider[] = [
  ...identityServices,
  ...identityServers,
  ...microsoft,
  ...socialSignIns,
  ...backends,
  ...sessions,
  ...workloads,
  ...homeMade,
  ...otherServices,
];

/** One token, and the findings that a user gets for it at any time. */
export interface MeasuredToken {
  readonly provider: string;
  /** The token type and where the token was captured first. */
  readonly token: string;
  /** Most severe first. A finding that is reported at several times counts once. */
  readonly findings: readonly Finding[];
}

const levels = ['high', 'medium', 'low', 'info'] as const;

/** The most findings that are shown by default, on average. */
export const maxShownPerToken = 1;

export function isShown({ severity }: Finding): boolean {
  return severity !== 'info';
}

/** The number of findings that are shown by default, per token. */
export function countPerToken(tokens: readonly MeasuredToken[]): number {
  return tokens.flatMap(({ findings }) => findings.filter(isShown)).length / tokens.length;
}

/**
 * Records a provider's traffic and opens the details of each token as the panel does: shortly after the sign-in and
 * after the refresh, without a key and with the issuer's captured key set, and pasted into the popup.
 */
export async function measure({ name, record }: Provider): Promise<readonly MeasuredToken[]> {
  const recording = createRecording();
  record(recording);
  const tokens = new Map<string, { readonly label: string; readonly findings: Map<string, Finding> }>();
  for (const lookSeconds of recording.looks) {
    const log = createLog();
    for (const exchange of recording.exchanges) {
      if (timeOf(exchange) < lookSeconds * 1_000) log.record(exchange);
    }
    for (const { id, raw } of log.rows()) {
      const sightings = log.sightings(id);
      const context = structuredClone(readContext(log, id));
      const unknown = signal(undefined);
      const seen = {
        lastSentMs: unknown,
        lastSent: unknown,
        lastAnswered: unknown,
        clockOf: () => undefined,
        lastSeen: signal(sightings.at(-1)),
        context: signal(context),
      };
      const isNew = !tokens.has(raw);
      const measured = tokens.get(raw) ?? { label: describe(raw, sightings[0]), findings: new Map() };
      tokens.set(raw, measured);
      const keySet = context.jwks === undefined ? '' : JSON.stringify(context.jwks);
      const states = [{ seen }, ...(keySet === '' ? [] : [{ seen, keySet }]), ...(isNew ? [{}] : [])];
      for (const options of states) {
        for (const finding of await check(raw, lookSeconds, options))
          measured.findings.set(`${finding.severity} ${finding.rule} ${finding.at}`, finding);
      }
    }
  }
  return [...tokens.values()].map(({ label, findings }) => ({
    provider: name,
    token: label,
    findings: levels.flatMap((level) => [...findings.values()].filter(({ severity }) => severity === level)),
  }));
}

function describe(
  raw: string,
  sighting: { readonly kind: string; readonly name: string } | undefined,
): string {
  const { type } = createFacts(decode(raw, { repair: true }));
  return `${type}, ${sighting?.kind} ${sighting?.name}`.trim();
}

/** The findings in the details of a token; `keySet` is pasted into the key box. */
async function check(
  raw: string,
  nowSeconds: number,
  { seen, keySet = '' }: { readonly seen?: DetailOptions['seen']; readonly keySet?: string },
): Promise<readonly Finding[]> {
  const detail = createDetail({
    selected: signal(decode(raw, { repair: true })),
    clock: createTestClock(nowSeconds * 1_000),
    language: 'en',
    explainsMalformed: true,
    commands: {
      copyText: async () => ({ ok: true }),
      decrypt: decryptHere,
      fetchDocument: async () => ({ ok: false, reason: 'unreachable' }),
      trySecrets: async () => ({ outcome: 'stopped', tried: 0 }),
    },
    ...(seen && { seen }),
  });
  try {
    if (keySet !== '') {
      detail.keyBox.type(keySet);
      detail.keyBox.verify();
    }
    while (detail.checks.findings.value === undefined || detail.keyBox.state.value.state === 'pending')
      await new Promise((resolve) => setTimeout(resolve));
    return detail.checks.findings.value;
  } finally {
    detail.end();
  }
}
