import type { KeyOrigin } from '../../traffic';
import { describeKeyName } from '../format/key-name';
import { describeParam } from '../format/params';
import { isCredentials } from '../format/malformed';
import type { Translate } from '../format/translate';
import { writeHost } from '../format/visible-text';
import type { DetailModel } from '../model/detail/detail';
import type { Entry } from '../model/detail/entry';
import { listKeyring, type KeyringRow } from '../model/keyring-list';
import type { MenuItem } from '../model/menu';
import type { PanelModel } from '../model/panel';

/** A menu with more would fill the screen; the key box takes any key. */
const maxKeys = 15;

/** Verifies or decrypts a token with a key of the keyring, or with another one, which is entered in its key box. */
export async function listKeyItem(model: PanelModel, entry: Entry): Promise<MenuItem> {
  const { t } = model;
  const { token } = entry.facts;
  const isEncrypted = token.kind === 'jwe';
  if (isCredentials(token) || token.kind === 'malformed') return { label: t('menu_verify') };
  const { rows } = await listKeyring(model.keyring);
  const keys = rows.flatMap((row) => {
    const key = readKey(row, isEncrypted, String(token.header['alg']));
    return key === undefined ? [] : [{ label: describeKey(t, row), run: () => selectKey(model, entry, key) }];
  });
  const other = () => focusKeyBox(model, entry);
  if (keys.length === 0) return { label: t(isEncrypted ? 'menu_decrypt' : 'menu_verify'), run: other };
  return {
    label: t(isEncrypted ? 'menu_decrypt_with' : 'menu_verify_with'),
    items: [...keys.slice(0, maxKeys), { label: t('menu_other_key'), run: other, beginsGroup: true }],
  };
}

interface SelectedKey {
  readonly text: string;
  readonly origin: KeyOrigin;
}

const kinds: readonly (readonly [RegExp, KeyringRow['summary']['kind']])[] = [
  [/^HS/i, 'oct'],
  [/^(?:RS|PS)/i, 'RSA'],
  [/^ES/i, 'EC'],
  [/^Ed/i, 'OKP'],
];

/** The text of a key that can be used for the token; undefined for one of another kind. */
function readKey(row: KeyringRow, isEncrypted: boolean, algorithm: string): SelectedKey | undefined {
  const { source, summary, keysInSource, publicText, privateText } = row;
  const kind = kinds.find(([pattern]) => pattern.test(algorithm))?.[1];
  if (!isEncrypted && kind !== undefined && kind !== summary.kind && row.isGuess !== true) return undefined;
  const text = isEncrypted ? privateText : (publicText ?? privateText);
  if (text === undefined) return undefined;
  // As the user entered it: a secret may be encoded.
  if (source.kind === 'entered')
    return { text: keysInSource === 1 ? source.entry.text : text, origin: source.entry.origin };
  return { text, origin: 'selected' };
}

/** Its name, kind, and where it's from. */
function describeKey(t: Translate, row: KeyringRow): string {
  const { summary, source } = row;
  const parts = [describeKeyName(t, row), describeParam(t, summary.size ?? summary.kind)];
  if (source.kind === 'published') parts.push(writeHost(new URL(source.set.url).host));
  return [...new Set(parts)].join(' · ');
}

function selectKey(model: PanelModel, entry: Entry, { text, origin }: SelectedKey) {
  const detail = showKeySection(model, entry);
  const input = entry.facts.token.kind === 'jwe' ? detail?.decryption : detail?.keyBox;
  input?.select(text, origin);
}

/** Shows the section with the key box. Closes what is in front of it; what was typed into the editor is kept. */
function showKeySection(model: PanelModel, { row, facts: { token } }: Entry): DetailModel | undefined {
  model.tokens.select(row.id);
  model.comparison.close();
  const detail = model.detail.peek();
  detail?.nestedTokens.returnTo(0);
  detail?.editing?.close();
  detail?.folds.show(token.kind === 'jwe' ? 'decryption' : 'signature');
  return detail;
}

/** Waits for at most this many frames, since the code of the details may be loading. */
const maxFrames = 120;

function focusKeyBox(model: PanelModel, entry: Entry) {
  const section = entry.facts.token.kind === 'jwe' ? 'decryption' : 'signature';
  showKeySection(model, entry);
  let frames = 0;
  const focus = () => {
    const box = document.querySelector<HTMLElement>(`.section-${section} textarea.key-text`);
    frames += 1;
    model.detail.peek()?.folds.show(section);
    if (box?.checkVisibility()) box.focus();
    else if (frames < maxFrames) requestAnimationFrame(focus);
  };
  requestAnimationFrame(focus);
}
