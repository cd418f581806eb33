import type messages from '../../../public/_locales/en/messages.json';

/** The keys of the locale files: a key that none of them has does not compile. */
export type MessageKey = keyof typeof messages;
