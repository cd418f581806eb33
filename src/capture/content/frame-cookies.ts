import type { StorageMessage } from '../protocol/messages';
import { guarded } from '../protocol/guard';
import { decryptMsalEntries, isMsalEncrypted, listMsalClients } from '../protocol/msal-cache';
import { findMsalCookie, parseMsalKey } from '../protocol/msal-cookie';
import { findTokenCookies, type StorageEntries } from '../protocol/storage-entries';

/** Reads the cookies of a frame that its scripts can read. */
export interface FrameCookies {
  /** The cookies that may contain a token. Throws if the frame may not read cookies. */
  read(): StorageEntries;
  /** Whether MSAL's key changed since the last call. */
  hasNewKey(): boolean;
  /**
   * Decrypts the entries that MSAL.js encrypted, and sends the message then. Returns false, and doesn't send it, if there
   * are none. The key never leaves the frame.
   */
  sendDecrypted(message: StorageMessage, send: (message: StorageMessage) => void): boolean;
}

/**
 * The cookies of a frame that the content script runs in. Reads `document.cookie` at each call and stores only MSAL's
 * key cookie.
 */
export function createFrameCookies(frame: Window): FrameCookies {
  const { document } = frame;
  let lastCookie = '';
  const readKey = () => guarded(() => findMsalCookie(document.cookie)) ?? '';
  return {
    read: () => ({ entries: findTokenCookies(document.cookie), leftOut: 0 }),
    hasNewKey: () => {
      const cookie = readKey();
      const isNew = cookie !== lastCookie;
      lastCookie = cookie;
      return isNew;
    },
    sendDecrypted: (message, send) => {
      const { area, entries } = message;
      if (area !== 'localStorage' || !entries.some(isMsalEncrypted)) return false;
      const key = parseMsalKey(readKey());
      const clientIds = listMsalClients(Object.keys(frame.localStorage));
      void decryptMsalEntries(entries, { key, clientIds }).then((read) =>
        send({ ...message, entries: read }),
      );
      return true;
    },
  };
}
