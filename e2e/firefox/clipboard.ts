import type { Marionette } from './marionette';

/** The text in the clipboard; empty if it holds none. */
export async function readClipboard(marionette: Marionette): Promise<string> {
  return marionette.inChrome<string>(
    `const transferable = Cc['@mozilla.org/widget/transferable;1'].createInstance(Ci.nsITransferable);
    transferable.init(null);
    transferable.addDataFlavor('text/plain');
    Services.clipboard.getData(transferable, Services.clipboard.kGlobalClipboard);
    const value = {};
    try {
      transferable.getTransferData('text/plain', value);
    } catch {
      return '';
    }
    return value.value.QueryInterface(Ci.nsISupportsString).data;`,
  );
}
