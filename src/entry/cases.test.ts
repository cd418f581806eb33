import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExchanges } from '../capture/files/read-file';
import {
  checkLifetime,
  decode,
  decrypt,
  describeTokenType,
  explainMissing,
  findTokens,
  loadCheck,
  loadRuleTexts,
  verify,
  type CheckContext,
  type RequestLocation,
  type Token,
} from '../token';
import type { Exchange } from '../traffic';
import { findSightings } from '../traffic/search/find-sightings';
import { describeVerdict } from '../ui/format/verdict';
import { english } from '../ui/fixture/english.fixture';
import { describeFileProblem } from '../ui/format/sources/file';
import { describeMalformed } from '../ui/format/malformed';
import { translateResult } from '../ui/format/params';
import { describeFinding } from '../ui/format/rules';
import { describeWarning } from '../ui/format/warnings';

// Inputs from public bug reports, with the results that help. The files are read in place; their README explains them.

const folder = join(process.cwd(), '../shared/cases/reports');
const hasCases = existsSync(folder);

interface Case {
  readonly id: string;
  readonly about: string;
  readonly call: 'findTokens' | 'decode' | 'verify' | 'decrypt' | 'har';
  readonly input: string;
  readonly key?: string;
  readonly at?: number;
  /** The location of the request is called `place`. */
  readonly context?: CheckContext & { readonly request?: Readonly<Record<'place', RequestLocation>> };
  readonly expected: Record<'must' | 'should', readonly (readonly [string, string, unknown])[]>;
}

const defaultAtSeconds = 1_790_000_100;

const summarize: Record<Case['call'], (given: Case) => Promise<object>> = {
  async findTokens({ input, key }) {
    const found = findTokens(input);
    const [first] = found;
    const missing = found.length === 0 ? explainMissing(input) : undefined;
    return {
      n: found.length,
      tokens: found.map(({ raw, path, notes, token }) => ({
        raw,
        path,
        kind: token.kind,
        notes: notes.map(({ code, params }) => translateResult(english, `note_${code}`, params)),
      })),
      ...(missing && {
        missing:
          missing.reason === 'malformed'
            ? missing.reason
            : translateResult(english, `missing_${missing.reason}`, missing.params),
        missingToken: missing.token && describeMalformed(english, missing.token),
      }),
      ...(first && key !== undefined && { verdict: await summarizeVerdict(first.token, key) }),
    };
  },
  async decode({ input, at = defaultAtSeconds, context = {} }) {
    const token = decode(input, { repair: true });
    const header = 'header' in token ? token.header : {};
    const claims = token.kind === 'jws' ? token.claims : undefined;
    const { request } = context;
    const checkContext = {
      ...context,
      atSeconds: at,
      ...(request && { request: { ...request, location: request['place'] } }),
    } as CheckContext;
    const check = await loadCheck();
    const texts = await loadRuleTexts();
    const findings = check(token, checkContext).map((finding) => {
      const { title, why, fix } = describeFinding(english, texts, finding);
      return `${finding.rule}: ${title} ${why} ${fix}`;
    });
    const { type, why, params } = describeTokenType(token);
    return {
      kind: token.kind,
      header,
      claims,
      payloadProblem: token.kind === 'jws' && token.payloadProblem,
      type,
      typeReason: translateResult(english, `type_reason_${why}`, params),
      lifetime: checkLifetime(claims, at, header),
      checks: findings,
      checksIn: findings,
    };
  },
  verify: ({ input, key = '' }) => summarizeVerdict(decode(input, { repair: true }), key),
  async decrypt({ input, key = '' }) {
    const [found] = findTokens(input);
    if (found === undefined) return {};
    const decryption = await decrypt(found.token, key, {});
    return {
      ...decryption,
      sentence: translateResult(
        english,
        `decryption_${decryption.variant ?? decryption.reason}`,
        decryption.params,
      ),
    };
  },
  async har({ input }) {
    const exchanges: Exchange[] = [];
    const reading = readExchanges(input, { writtenAtMs: defaultAtSeconds * 1_000 });
    let step = reading.next();
    for (; step.done !== true; step = reading.next()) exchanges.push(step.value);
    const found = exchanges.flatMap((exchange) => findSightings(exchange).found);
    return {
      exchanges: exchanges.length,
      found: found.map(({ raw, sighting }) => ({
        raw,
        ['place']: sighting.kind,
        name: sighting.name,
        path: sighting.path,
      })),
      problems: step.value.map((problem) => describeFileProblem(english, problem)),
    };
  },
};

async function summarizeVerdict(token: Token, key: string): Promise<object> {
  const verdict = await verify(token, key);
  return {
    ...verdict,
    sentence: describeVerdict(english, verdict),
    warningTexts: verdict.warnings.map((rule) => describeWarning(english, rule)),
  };
}

function readPath(summary: unknown, path: string): unknown {
  let value = summary;
  for (const name of path === '' ? [] : path.split('.')) {
    value =
      Array.isArray(value) && name === 'length'
        ? value.length
        : (value as Record<string, unknown> | undefined)?.[name];
  }
  return value;
}

function holds(summary: unknown, [path, operator, wanted]: readonly [string, string, unknown]): boolean {
  const value = readPath(summary, path);
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  switch (operator) {
    case 'eq':
      return value === wanted;
    case 'ne':
      return value !== wanted;
    case 'in':
      return (wanted as readonly unknown[]).includes(value);
    case 'ge':
      return Number(value) >= Number(wanted);
    case 'lt':
      return Number(value) < Number(wanted);
    case 'match':
      return new RegExp(String(wanted), 'i').test(text);
    case 'matchcs':
      return new RegExp(String(wanted)).test(text);
    case 'nomatch':
      return !new RegExp(String(wanted), 'i').test(text);
    default:
      throw new Error(`Unknown operator ${operator}`);
  }
}

describe('a reported case', () => {
  if (!hasCases) {
    it.skip('is missing: ../shared/cases/reports', () => {});
    return;
  }
  const cases = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case);

  it.each(cases.map((given) => [`${given.id}: ${given.about}`, given] as const))('%s', async (_, given) => {
    const summary = await summarize[given.call](given);
    const expected = [...given.expected.must, ...given.expected.should];
    const failed = expected.filter((each) => !holds(summary, each));
    expect(failed, JSON.stringify(summary)).toEqual([]);
  });
});
