import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import {
  listEncryptionAlgorithms,
  listSignatureAlgorithms,
  type Descriptions,
  type JsonObject,
} from '../../token';
import { describeMeaning } from '../format/explanation';
import type { Translate } from '../format/translate';
import type { EditorPart } from './json-problems';
import type { QuickChanges } from './quick-changes';

type Node = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>;

interface CompletionOptions {
  readonly part: EditorPart;
  readonly t: Translate;
  readonly isEncryption: () => boolean;
  readonly descriptions: () => Descriptions | undefined;
  readonly values: () => { readonly header: JsonObject | undefined; readonly claims: JsonObject | undefined };
  readonly quickChanges: QuickChanges;
}

/** Names of registered members with what they mean, and the values of some of them. */
export function createCompletion(
  options: CompletionOptions,
): (context: CompletionContext) => CompletionResult | null {
  return ({ state, pos, explicit }) => {
    const node = syntaxTree(state).resolveInner(pos, -1);
    const read = ({ from, to }: Node) => readString(state.sliceDoc(from, to));
    if (node.name === 'PropertyName') {
      return { from: node.from, to: node.to, options: listNames(options, node, read), filter: true };
    }
    if (node.name === 'String' && node.parent?.name === 'Property') {
      const name = node.parent.getChild('PropertyName');
      const values = name && findPath(node.parent, read).length === 1 ? listValues(options, read(name)) : [];
      if (values.length === 0) return null;
      return {
        from: node.from,
        to: node.to,
        options: values.map((value) => ({ label: JSON.stringify(value), type: 'text' })),
      };
    }
    // At the beginning of a member, on request.
    if (!explicit || !/[{,]\s*$/.test(state.sliceDoc(Math.max(0, pos - 200), pos))) return null;
    const object = node.name === 'Object' ? node : node.parent;
    if (object?.name !== 'Object') return null;
    return { from: pos, options: listNames(options, object, read) };
  };
}

function listNames(
  { part, t, isEncryption, descriptions, values }: CompletionOptions,
  node: Node,
  read: (node: Node) => string,
): readonly Completion[] {
  const known = descriptions();
  if (known === undefined) return [];
  const isEncrypted = isEncryption();
  // Registered members are those of the outermost object. A path ends with the incomplete name itself.
  if (findPath(node, read).length > (node.name === 'PropertyName' ? 1 : 0)) return [];
  const about = values();
  const names =
    part === 'claims' ? known.listClaimNames() : known.listHeaderParameterNames(isEncrypted ? 'jwe' : 'jws');
  const object = node.name === 'Object' ? node : node.parent?.parent;
  const existing = new Set(
    (object?.getChildren('Property') ?? [])
      .filter((property) => property.from !== node.parent?.from)
      .map((property) => read(property.getChild('PropertyName') ?? property)),
  );
  const member = { part: part === 'header' ? 'header' : 'payload', isEncrypted } as const;
  return names
    .filter((name) => !existing.has(name))
    .map((name, index) => ({
      label: JSON.stringify(name),
      detail: describeMeaning(t, known, { ...member, name }, about),
      apply: applyName,
      // The common ones first, but after a better match.
      boost: -index / 10,
      type: 'property',
    }));
}

/** Writes a colon after the name, unless there is one. */
const applyName: Exclude<Completion['apply'], string | undefined> = (view, { label }, from, to) => {
  const hasColon = /^\s*:/.test(view.state.sliceDoc(to, to + 50));
  const insert = hasColon ? label : `${label}: `;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
  });
};

function listValues(
  { part, isEncryption, quickChanges }: CompletionOptions,
  name: string,
): readonly string[] {
  if (part === 'claims') return name === 'aud' ? quickChanges.audiences.peek() : [];
  const { alg, enc } = listEncryptionAlgorithms();
  switch (name) {
    case 'alg':
      return isEncryption() ? alg : [...listSignatureAlgorithms(), 'none'];
    case 'enc':
      return enc;
    case 'kid':
      return quickChanges.keyIds.peek();
    case 'typ':
      return ['JWT', 'at+jwt', 'dpop+jwt', 'logout+jwt', 'secevent+jwt'];
    default:
      return [];
  }
}

/** The names of the members that a node is in, outermost first. */
function findPath(node: Node, read: (node: Node) => string): readonly string[] {
  const names: string[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) {
    const name = at.name === 'Property' ? at.getChild('PropertyName') : null;
    if (name) names.unshift(read(name));
  }
  return names;
}

/** The value of a JSON string that may be incomplete. */
function readString(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replace(/^"|"$/g, '');
  }
}
