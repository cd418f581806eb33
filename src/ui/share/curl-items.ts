import type { HttpExchange } from '../../traffic';
import type { MenuItem } from '../model/menu';
import type { PanelModel } from '../model/panel';
import { writeCurl } from '../request/curl';
import { copyFromMenu } from './copy-from-menu';

/** Why a command has no body. */
export const gapMessages = {
  'not captured': 'curl_body_not_captured',
  incomplete: 'curl_body_incomplete',
  binary: 'curl_body_binary',
  'too large': 'curl_body_too_large',
  unsearched: 'curl_body_too_large',
} as const;

/** The request as a curl command, with placeholders or with the live token. */
export function listCurlItems({
  model,
  exchange,
}: {
  readonly model: PanelModel;
  readonly exchange: HttpExchange | undefined;
}): readonly MenuItem[] {
  const { t } = model;
  const run = (token: 'placeholder' | 'raw') =>
    exchange &&
    (() => {
      const { text, gap } = writeCurl(exchange, { token });
      copyFromMenu(model, text, gap && t(gapMessages[gap]));
    });
  return [
    { label: t('copy_curl'), run: run('placeholder') },
    { label: t('copy_curl_raw'), run: run('raw') },
  ];
}
