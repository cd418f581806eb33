import { describe, expect, it } from 'vitest';
import { decode, loadRuleTexts } from '../../token';
import { english } from '../fixture/english.fixture';
import { makeSighting } from '../fixture/panel.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';
import { describeProblems, type ProblemContext } from './problems';

const ruleTexts = await loadRuleTexts();

function problemsOf(raw: string, more: Partial<ProblemContext> = {}): string[] {
  const token = decode(raw);
  const none = {
    token,
    explainsMalformed: true,
    signature: { state: 'pending' },
    lastAnswered: undefined,
    lastAnsweredClock: undefined,
    findings: [],
    ruleTexts,
  } as const;
  return describeProblems(english, { ...none, ...more }).map(({ text }) => text);
}

const refused = (secondsAgo: number) =>
  makeSighting({ status: 401, atMs: (startSeconds - secondsAgo) * 1_000 });

describe('the problems of a token', () => {
  it('include at most two high findings, without those that the summary already states', () => {
    const finding = (rule: string, severity: 'high' | 'medium' = 'high') => ({
      rule,
      severity,
      group: '',
      params: ['x'],
      source: '',
    });
    const problems = problemsOf(makeToken({ exp: startSeconds + 1 }), {
      findings: [
        finding('ALG-NONE'),
        finding('HDR-KID-PATH'),
        finding('HDR-KID-SQL'),
        finding('HDR-KID-CMD'),
        finding('HDR-JKU', 'medium'),
      ],
    });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/path/);
  });

  it('are empty if nothing is certain', () => {
    expect(problemsOf(makeToken({ exp: startSeconds + 1 }))).toEqual([]);
    expect(problemsOf(makeToken({}), { lastAnswered: makeSighting({ status: 403 }) })).toEqual([]);
  });

  it('include a rejection, with a reason that follows from the token', () => {
    const expired = makeToken({ exp: startSeconds - 12 });
    expect(problemsOf(expired, { lastAnswered: refused(0) })).toEqual([
      'Rejected (401): the token had expired 12 s before it was sent.',
    ]);
    expect(problemsOf(makeToken({ nbf: startSeconds + 5 }), { lastAnswered: refused(0) })[0]).toMatch(
      /^Rejected \(401\): the token was sent 5 s before its "nbf" time\.$/,
    );
    expect(problemsOf(makeToken({ exp: startSeconds + 9 }), { lastAnswered: refused(0) })[0]).toMatch(
      /^Rejected \(401\), although not expired when sent/,
    );
    expect(problemsOf(makeToken('no claims'), { lastAnswered: refused(0) })[0]).toMatch(
      /^Rejected \(401\): the server rejected the last request with this token\.$/,
    );
  });

  it("don't give expiry as the reason if the token expired after the rejection", () => {
    const [problem] = problemsOf(makeToken({ exp: startSeconds - 5 }), { lastAnswered: refused(60) });
    expect(problem).toContain('Rejected (401), although not expired when sent');
  });

  it("don't include that the token has expired, which its lifetime shows", () => {
    expect(problemsOf(makeToken({ exp: startSeconds - 130 }))).toEqual([]);
  });

  it('include why the token is malformed, unless the page explains it elsewhere', () => {
    const raw = `${makeToken({ sub: 'a' })}=`;
    expect(problemsOf(raw)[0]).toContain('"="');
    expect(problemsOf(raw, { explainsMalformed: false })).toEqual([]);
  });
});
