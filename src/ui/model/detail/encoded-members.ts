import { receivedText, type Disclosed, type ExactNode, type Span, type Token } from '../../../token';
import { describeJson } from '../../format/json';
import { findNodeAt } from '../json/node-at';
import { spanOf, writeJsonPath } from '../json/json-rows';
import type { ExactPart } from './exact-part';
import type { HighlightedMember } from './member-highlight';

type Part = HighlightedMember['name'];
type Step = string | number;

/** Longer values are cut in the line about the characters under the mouse. */
const shownLength = 200;

/** The characters of a disclosure in the encoded text, and what it discloses. */
interface DisclosureSpan {
  readonly span: Span;
  readonly steps: readonly Step[];
  readonly value: unknown;
}

/** What maps the members of a token to their characters in its encoded text, and back. */
export interface EncodedMembers {
  /** The characters of a member; undefined if it isn't in the text. */
  locateDisclosure(member: string): Span | undefined;
  /** The innermost member or item that a character belongs to. */
  findAt(offset: number): HighlightedMember | undefined;
  /** Header parameters, claims and disclosures, in the order of the text. */
  list(): readonly HighlightedMember[];
  /** The path and the value of a member. */
  describe(member: HighlightedMember): string;
}

interface EncodedMembersOptions {
  readonly token: Token;
  readonly parts: Readonly<Record<Part, ExactPart | undefined>>;
  /** Undefined for a part whose JSON isn't encoded in the text. */
  readonly locators: Readonly<Record<Part, ((node: ExactNode) => Span) | undefined>>;
  readonly disclosed: Disclosed | undefined;
}

const names = ['header', 'claims'] as const;

/** Reads positions from the exact JSON of the parts, which must be that of this token. */
export function createEncodedMembers({
  token,
  parts,
  locators,
  disclosed,
}: EncodedMembersOptions): EncodedMembers {
  const disclosures = listDisclosures(token, disclosed);
  const ofDisclosure = ({ span, steps }: DisclosureSpan): HighlightedMember => ({
    name: 'claims',
    member: String(steps[0]),
    span,
    isFromText: true,
  });
  return {
    locateDisclosure(member) {
      const own = disclosures.filter(({ steps }) => steps[0] === member);
      return (own.find(({ steps }) => steps.length === 1) ?? own[0])?.span;
    },
    findAt(offset) {
      for (const name of names) {
        const locate = locators[name];
        const root = parts[name]?.root;
        const found = locate && root && findNodeAt(root, (node) => isIn(locate(node), offset));
        if (found) return { name, member: found.member, node: found.node, isFromText: true };
      }
      const disclosure = disclosures.find(({ span }) => isIn(span, offset));
      return disclosure && ofDisclosure(disclosure);
    },
    list: () => [
      ...names.flatMap((name): readonly HighlightedMember[] =>
        locators[name] === undefined
          ? []
          : (parts[name]?.root.members ?? []).map((each) => ({
              name,
              member: each.name.value,
              node: spanOf(each),
              isFromText: true,
            })),
      ),
      ...disclosures.map(ofDisclosure),
    ],
    describe({ name, node, span }) {
      if (span !== undefined) {
        const disclosure = disclosures.find((each) => each.span.start === span.start);
        return disclosure ? describe(disclosure.steps, describeJson(disclosure.value)) : '';
      }
      const part = parts[name];
      const found =
        part && node && findNodeAt(part.root, ({ at }) => at.start <= node.at.start && node.at.end <= at.end);
      if (!part || !found) return '';
      const { start, end } = found.value.at;
      return describe(found.steps, part.json.slice(start, Math.min(end, start + shownLength + 1)));
    },
  };
}

function isIn({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset < end;
}

function describe(steps: readonly Step[], value: string): string {
  const cut = value.length > shownLength ? `${value.slice(0, shownLength)}…` : value;
  return `${writeJsonPath(steps).slice(0, shownLength)}: ${cut}`;
}

/** Those that are in the claims. In JSON serialization, they are in an array that isn't mapped. */
function listDisclosures(token: Token, disclosed: Disclosed | undefined): readonly DisclosureSpan[] {
  if (token.kind !== 'sd-jwt' || token.serialization !== 'compact' || !disclosed) return [];
  const text = receivedText(token);
  const found: DisclosureSpan[] = [];
  let start = text.indexOf('~') + 1;
  for (const { disclosure, pointer } of disclosed.disclosures) {
    const end = text.indexOf('~', start);
    if (end === -1) break;
    if (pointer !== undefined && disclosure.problem === undefined) {
      found.push({
        span: { start, end },
        steps: readPointer(pointer, disclosed.claims),
        value: disclosure.value,
      });
    }
    start = end + 1;
  }
  return found;
}

/** The steps of a JSON pointer (RFC 6901): indices of arrays are numbers. */
export function readPointer(pointer: string, root: unknown): readonly Step[] {
  let at = root;
  return pointer
    .split('/')
    .slice(1)
    .map((token) => {
      const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(at) ? Number(name) : name;
      at = typeof at === 'object' && at !== null ? (at as Record<Step, unknown>)[step] : undefined;
      return step;
    });
}
