import browser from 'webextension-polyfill';
import { writeNetworkFilter } from '../../capture/devtools/network-filter';
import type { PanelCommands } from '../../ui';
import { resultOf } from './result';

/** Only Chrome has it (128). */
interface NetworkPanel {
  readonly show: (options: { readonly filter: string }) => Promise<void>;
}

const { network } = browser.devtools.panels as unknown as { readonly network?: Partial<NetworkPanel> };

/** Undefined if the browser can't show its Network panel for an extension. */
export const revealInNetwork: PanelCommands['revealInNetwork'] =
  typeof network?.show === 'function'
    ? async (request) => {
        const shown = Promise.resolve(network.show?.({ filter: writeNetworkFilter(request) }));
        return resultOf(
          await shown.then(
            () => true,
            () => false,
          ),
          'command_reveal_failed',
        );
      }
    : undefined;
