import { maxTokenLength } from '../../../token';
import { maxIdLength, maxOriginLength, maxStorageKeyLength } from '../limits';
import type { ActionCall } from './action-calls';
import type { WritableArea } from './inspected-page';
import type { TokenChoice } from './plan-call';
import type { Resending } from './send-again';
import { isText } from '../protocol';

type Members = { readonly [name: string]: unknown };

/** Parses a call that acts on the inspected page; undefined for anything else. */
export function parseActionCall(value: Members): ActionCall | undefined {
  const { name } = value;
  switch (name) {
    case 'plan call': {
      const resending = parseResending(value['resending']);
      return resending && { name, resending };
    }
    case 'send again': {
      const resending = parseResending(value['resending']);
      const { isConfirmed, pageOrigin } = value;
      return resending && isText(pageOrigin, maxOriginLength)
        ? { name, resending, isConfirmed: isConfirmed === true, pageOrigin }
        : undefined;
    }
    case 'write back': {
      const { tokenId, origin, area, key, text } = membersOf(value['write']);
      return isId(tokenId) &&
        isOrigin(origin) &&
        isArea(area) &&
        isText(key, maxStorageKeyLength) &&
        isText(text, maxTokenLength) &&
        text !== ''
        ? { name, write: { tokenId, origin, area, key, text } }
        : undefined;
    }
    case 'undo write':
      return isId(value['writeId']) ? { name, writeId: value['writeId'] } : undefined;
    case 'override': {
      if (value['override'] === undefined) return { name };
      const { origin, authorization } = membersOf(value['override']);
      return isOrigin(origin) && isText(authorization, 2 * maxTokenLength) && headerValue.test(authorization)
        ? { name, override: { origin, authorization } }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** A scheme and a token (RFC 9110 §11.4). */
const headerValue = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

const areas: readonly unknown[] = ['localStorage', 'sessionStorage', 'cookie'] satisfies WritableArea[];

function isArea(value: unknown): value is WritableArea {
  return areas.includes(value);
}

function parseResending(value: unknown): Resending | undefined {
  const { exchangeId, tokenId, choice } = membersOf(value);
  const parsed = parseChoice(choice);
  if (!isText(exchangeId, maxIdLength) || parsed === undefined) return undefined;
  if (tokenId !== undefined && !isId(tokenId)) return undefined;
  return { exchangeId, ...(tokenId !== undefined && { tokenId }), choice: parsed };
}

function parseChoice(value: unknown): TokenChoice | undefined {
  const { kind, text } = membersOf(value);
  if (kind === 'captured' || kind === 'none') return { kind };
  return kind === 'text' && isText(text, maxTokenLength) ? { kind, text } : undefined;
}

function isOrigin(value: unknown): value is string {
  return (
    isText(value, maxOriginLength) &&
    /^https?:/.test(value) &&
    URL.canParse(value) &&
    new URL(value).origin === value
  );
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

/** IDs are never negative. */
function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
