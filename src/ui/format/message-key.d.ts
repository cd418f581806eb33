import type messages from '../../../public/_locales/en/messages.json';

/** A key of the English locale file; an unknown key doesn't compile. */
export type MessageKey = keyof typeof messages;
