import { offsetOf, type RequestSummary } from '../../traffic';
import { causeNames } from '../format/causes';
import { describeClock } from '../format/clocks';
import { describeLifetime, readLifetime } from '../format/lifetime';
import { describeDuration, describeMoment } from '../format/time';
import { claimsOf, typeLabels } from '../format/token-type';
import { describeNumber, translateCount, type Translate } from '../format/translate';
import { writeHost, writeHostile } from '../format/visible-text';
import type { OffClock } from '../model/clocks';
import type { PanelModel } from '../model/panel';
import type { Gap, Lane, Timeline } from './timeline';

/** More, and longer ones, would fill the sentence. */
const maxGaps = 3;
const maxSubjectLength = 40;
const maxUrlLength = 80;

/** Owner and type of a lane's tokens. */
export function describeLane(t: Translate, { facts, distinction = '' }: Lane): string {
  if (facts === undefined) return t('overview_without_token');
  const subject = writeHostile(facts.subject.slice(0, maxSubjectLength));
  const type = t(typeLabels[facts.type].short);
  return [subject, type, writeHost(distinction)].filter((part) => part !== '').join(' · ');
}

/** Everything that the drawing shows at a glance, in sentences. */
export function describeTimeline(t: Translate, timeline: Timeline, off: readonly OffClock[]): string {
  const { lanes, requests, counts, firstMs, gaps } = timeline;
  const texts = [
    counts.tokens > 0 && translateCount(t, 'status_tokens', counts.tokens),
    counts.requests > 0 && translateCount(t, 'status_requests', counts.requests),
    counts.rejected > 0 && translateCount(t, 'overview_rejected', counts.rejected),
  ].filter((text) => text !== false);
  const facts = new Intl.ListFormat(t.language, { type: 'unit' }).format(texts);
  const [from, to] = [firstMs, requests.at(-1)?.sentAtMs].map((ms) =>
    ms === undefined ? undefined : timeOf(ms),
  );
  return [
    from === undefined || to === undefined ? facts : t('overview_summary', facts, from, to),
    ...gaps.slice(0, maxGaps).map((gap) => describeGap(t, gap, lanes)),
    ...off.slice(0, 1).map((clock) => describeOffClock(t, clock)),
  ].join(' ');
}

/** A time without a valid token, as a sentence. */
export function describeGap(
  t: Translate,
  { fromMs, toMs, lane: index }: Gap,
  lanes: readonly Lane[],
): string {
  const lane = lanes[index];
  const duration = describeDuration(t, (toMs - fromMs) / 1_000);
  return t('overview_gap', duration, timeOf(toMs), lane ? describeLane(t, lane) : '');
}

/** The host of a server with another clock, and by how much it differs. */
export function describeOffClock(t: Translate, { origin, clock }: OffClock): string {
  return t('overview_clock', describeClock(t, clock), describeHost(origin));
}

/** An origin without its scheme, safe to insert into a sentence. */
export function describeHost(origin: string): string {
  return writeHost(origin.replace(/^https?:\/\//, ''));
}

/** By how much to move the current time for a server's. */
export function offsetMs({ clock }: OffClock): number {
  return offsetOf(clock);
}

/** One request in a few words. */
export function describeRequest(t: Translate, { causes }: PanelModel, request: RequestSummary): string {
  const { method, url, status, isPending, isRejected, sentAtMs } = request;
  const at = describeMoment(sentAtMs)?.timeMs ?? '';
  const name = url.replace(/^https?:\/\//, '').slice(0, maxUrlLength);
  const result = isPending ? t('request_pending') : status === 0 ? t('request_no_answer') : String(status);
  const cause = isRejected ? causes.of(request.id) : undefined;
  const parts = [`${at} ${writeHostile(method)} ${writeHost(name)}`, result];
  if (isRejected) parts.push(t('request_rejected'));
  if (cause) parts.push(t(causeNames[cause.code]));
  return parts.join(' · ');
}

/** A token and how long it lasts. */
export function describeToken(t: Translate, { tokens }: PanelModel, tokenId: number, lane: Lane): string {
  const facts = tokens.entries().get(tokenId)?.facts;
  const name = describeLane(t, { ...lane, facts });
  if (facts === undefined) return name;
  const lifetime = readLifetime(claimsOf(facts.token), tokens.now, facts.token.header);
  return `${name} · ${describeLifetime(t, lifetime)}`;
}

/** How many lanes are on other pages; beyond the first page, which lanes are shown. */
export function describeMore(t: Translate, { firstLane, lanes, laneCount }: Timeline): string {
  if (firstLane === 0) return t('overview_more', describeNumber(laneCount - lanes.length, t.language));
  const [from, to, all] = [firstLane + 1, firstLane + lanes.length, laneCount].map((count) =>
    describeNumber(count, t.language),
  );
  return t('overview_lanes', from ?? '', to ?? '', all ?? '');
}

function timeOf(ms: number): string {
  return describeMoment(ms)?.time ?? '';
}
