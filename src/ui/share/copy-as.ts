import type { MenuItem } from '../model/menu';
import type { PanelModel } from '../model/panel';
import { readTokenRow, readRequestRow, type MenuRow } from '../lists/row-menu';
import { copyFromMenu } from './copy-from-menu';
import { gapMessages, listCurlItems } from './curl-items';
import { writeRequestTexts } from './request-texts';
import { writeTokenTexts } from './token-texts';
import { verifyTools, writeVerifyCode } from './verify-code';
import { readVerifyFacts } from './verify-facts';

/** The menu "Copy as…" of the token in the details. */
export async function listTokenCopies(model: PanelModel, tokenId: number): Promise<readonly MenuItem[]> {
  const row = await readTokenRow(model, tokenId);
  return [...(await listTokenItems(row)), ...begin(listVerifyItems(row)), ...begin(listCurlItems(row))];
}

/** The menu "Copy as…" of the request in the details. */
export async function listRequestCopies(model: PanelModel, requestId: string): Promise<readonly MenuItem[]> {
  const row = await readRequestRow(model, requestId);
  const { t } = model;
  const copy = (text: string) => copyFromMenu(model, text);
  const { exchange } = row;
  // Before the menu is shown: browsers may let only a click itself write to the clipboard.
  const texts = exchange && (await writeRequestTexts(exchange));
  const note = texts?.gap && t(gapMessages[texts.gap]);
  return [
    { label: t('copy_as_markdown'), run: texts && (() => copyFromMenu(model, texts.markdown, note)) },
    { label: t('copy_as_json'), run: texts && (() => copy(texts.json)) },
    ...listCurlItems(row),
  ];
}

function begin(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.map((item, index) => (index === 0 ? { ...item, beginsGroup: true } : item));
}

async function listTokenItems({ model, shown }: MenuRow): Promise<readonly MenuItem[]> {
  if (shown === undefined) return [];
  const { t } = model;
  // Before the menu is shown: browsers may let only a click itself write to the clipboard.
  const { markdown, json, redacted } = await writeTokenTexts(shown);
  const item = (label: string, text: string | undefined) => ({
    label,
    run: text === undefined ? undefined : () => copyFromMenu(model, text),
  });
  return [
    item(t('copy_as_markdown'), markdown),
    item(t('copy_as_json'), json),
    item(t('copy_as_redacted'), redacted),
  ];
}

function listVerifyItems({ model, shown }: MenuRow): readonly MenuItem[] {
  const { t } = model;
  const copy = (text: string) => copyFromMenu(model, text);
  const token = shown?.inner ?? shown?.token;
  const facts = token && readVerifyFacts(token, model.keyring.allKeySets.peek());
  if (facts === undefined) return [];
  return [
    {
      label: t('copy_as_code'),
      items: verifyTools.map((tool) => {
        const code = writeVerifyCode(tool, facts);
        return {
          label: tool === 'openssl' ? 'curl + openssl' : tool,
          run: code === undefined ? undefined : () => copy(code),
        };
      }),
    },
  ];
}
