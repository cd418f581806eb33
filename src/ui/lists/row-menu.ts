import { hostOf, writeFilterItem, type HttpExchange, type RequestSummary } from '../../traffic';
import { isCredentials } from '../format/malformed';
import { describeShortcut } from '../format/shortcut';
import { nameTokenWithTime } from '../format/token-name';
import { writeHostile } from '../format/visible-text';
import type { Entry } from '../model/detail/entry';
import type { MenuItem } from '../model/menu';
import type { PanelModel } from '../model/panel';
import { readExchange } from '../model/read-exchange';
import { copyFromMenu } from '../share/copy-from-menu';
import { listCurlItems } from '../share/curl-items';
import { readClaims, readHeader, readShownToken, type ShownToken } from '../share/shown-token';
import { listKeyItem } from './key-items';
import { findOthers } from '../panel/CompareChoice';

/** A row of one of the lists: a token, the request that the actions about requests are for, or both. */
export interface MenuRow {
  readonly model: PanelModel;
  readonly entry: Entry | undefined;
  /** What the details show of its token, or of one nested in it. */
  readonly shown: ShownToken | undefined;
  readonly request: RequestSummary | undefined;
  /** Undefined if the log has evicted the request. */
  readonly exchange: HttpExchange | undefined;
}

/** The groups of the menu. Each gets the row and returns its items; one that doesn't apply to it has no `run`. */
const groups: readonly ((row: MenuRow) => readonly MenuItem[] | Promise<readonly MenuItem[]>)[] = [
  listCopyItems,
  listFilterItems,
  listTokenItems,
  listRequestItems,
];

/** The menu of a token. */
export async function listTokenMenu(model: PanelModel, tokenId: number): Promise<readonly MenuItem[]> {
  return listItems(await readTokenRow(model, tokenId));
}

/** The menu of a request. */
export async function listRequestMenu(model: PanelModel, requestId: string): Promise<readonly MenuItem[]> {
  return listItems(await readRequestRow(model, requestId));
}

/** A token. Its request is the last one that sent it. */
export function readTokenRow(model: PanelModel, tokenId: number): Promise<MenuRow> {
  const request = model.requests.ofToken(tokenId).findLast(({ sentIds }) => sentIds.includes(tokenId));
  return readRow(model, tokenId, request);
}

/** A request. Its token is the one that the details show. */
export function readRequestRow(model: PanelModel, requestId: string): Promise<MenuRow> {
  const request = model.requests.inTimeOrder.peek().find(({ id }) => id === requestId);
  const shownId = model.tokens.selectedId.peek();
  const tokenId = request?.tokenIds.find((id) => id === shownId) ?? request?.sentIds[0];
  return readRow(model, tokenId ?? request?.tokenIds[0], request);
}

async function readRow(
  model: PanelModel,
  tokenId: number | undefined,
  request: RequestSummary | undefined,
): Promise<MenuRow> {
  // Before the menu is shown: browsers may let only a click itself write to the clipboard.
  const exchange = request && (await readExchange(model.actions.call, request.id));
  const entry = tokenId === undefined ? undefined : model.tokens.entries().get(tokenId);
  const shown = entry && (await readShownToken(model, entry));
  return { model, entry, shown, request, exchange };
}

async function listItems(row: MenuRow): Promise<readonly MenuItem[]> {
  const lists = await Promise.all(groups.map((list) => list(row)));
  return lists.flatMap((items) =>
    items.map((item, index) => (index === 0 ? { ...item, beginsGroup: true } : item)),
  );
}

async function listCopyItems({ model, entry, shown, exchange }: MenuRow): Promise<readonly MenuItem[]> {
  const { t } = model;
  const copy = (text: string) => copyFromMenu(model, text);
  const token = entry && !isCredentials(entry.facts.token) ? entry : undefined;
  const header = token && readHeader(token.facts.token);
  const claims = token && shown && (await writeClaims(token, shown));
  return [
    {
      label: t('copy_token'),
      key: describeShortcut('C'),
      run: entry && (() => copy(entry.row.raw)),
    },
    { label: t('copy_claims'), run: claims === undefined ? undefined : () => copy(claims) },
    { label: t('copy_header'), run: header === undefined ? undefined : () => copy(header) },
    { label: t('copy_authorization'), run: token && (() => copy(writeAuthorization(token, exchange))) },
    ...listCurlItems({ model, exchange }).slice(0, 1),
  ];
}

/** As they were signed or disclosed. Those of an encrypted token are what the details show, also of the token in it. */
async function writeClaims({ facts: { token } }: Entry, shown: ShownToken): Promise<string | undefined> {
  if (shown.token === token || token.kind === 'jwe')
    return shown.claims ?? (shown.inner && readClaims(shown.inner));
  return readClaims(token);
}

/** The header as it was sent, or as RFC 6750 §2.1 defines it. */
function writeAuthorization({ row: { raw } }: Entry, exchange: HttpExchange | undefined): string {
  const sent = exchange?.requestHeaders.find(
    ({ name, value }) => name.toLowerCase() === 'authorization' && value.includes(raw),
  );
  return `Authorization: ${sent?.value ?? `Bearer ${raw}`}`;
}

function listFilterItems({ model, entry, request }: MenuRow): readonly MenuItem[] {
  const { t, filter } = model;
  const items = [
    entry && writeFilterItem('iss', entry.facts.issuer),
    entry && !isCredentials(entry.facts.token) && writeFilterItem('sub', entry.facts.subject),
    request && writeFilterItem('host', hostOf(request.url)),
  ];
  return items.flatMap((item) =>
    item
      ? [
          {
            label: t('filter_by', writeHostile(item)),
            isChecked: filter.has(item),
            run: () => filter.toggle(item),
          },
        ]
      : [],
  );
}

/** A menu with more would fill the screen; the details list them all. */
const maxOthers = 15;

async function listTokenItems({ model, entry }: MenuRow): Promise<readonly MenuItem[]> {
  if (entry === undefined) return [];
  const { t } = model;
  const { id } = entry.row;
  const others = findOthers(model.tokens.entries(), id).slice(0, maxOthers);
  return [
    {
      label: t('compare_select'),
      ...(others.length > 0 && {
        items: others.map((other) => ({
          label: nameTokenWithTime(t, other),
          run: () => model.comparison.open(other.row.id, id),
        })),
      }),
    },
    await listKeyItem(model, entry),
  ];
}

function listRequestItems({ model, entry, request, exchange }: MenuRow): readonly MenuItem[] {
  const { t, reveal } = model;
  const isRequests = model.screen.view.peek() === 'requests';
  return [
    ...(isRequests
      ? [{ label: t('request_open_token'), run: entry && (() => model.openToken(entry.row.id)) }]
      : [{ label: t('request_open'), run: request && (() => model.openRequest(request.id)) }]),
    ...(model.texts
      ? []
      : [
          {
            label: t('send_again_open'),
            run:
              request && exchange && exchange.source !== 'file'
                ? () => sendAgain(model, request.id)
                : undefined,
          },
        ]),
    ...(reveal
      ? [
          {
            label: t('request_reveal'),
            run: request && exchange?.source === 'network log' ? () => reveal(request) : undefined,
          },
        ]
      : []),
  ];
}

function sendAgain({ openRequest, actions }: PanelModel, exchangeId: string) {
  openRequest(exchangeId);
  actions.open({ kind: 'send again', exchangeId });
}
