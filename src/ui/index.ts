export { createPanelModel, type PanelModel, type PanelOptions } from './model/panel';
export { createPopupModel, type PopupModel, type PopupOptions } from './model/popup';
export { createOptionsModel, type OptionsModel, type OptionsOptions } from './model/options';
export { mountOptions } from './options/mount';
export { mountPanel } from './panel/mount';
export { createTexts } from './model/texts';
export { mountPopup } from './popup/mount';
export { applyPreferences } from './format/preferences';
export { mountWelcome } from './welcome/mount';
export { mountViewer } from './viewer/mount';
export { systemClock, type Clock } from './model/clock';
export type { MessageKey, GetMessage } from './format/translate';
export type {
  CopyCommands,
  DecryptionCommands,
  DecryptionOptions,
  DocumentCommands,
  Draft,
  DraftStore,
  KeptKeyCommands,
  OptionsCommands,
  PanelCommands,
  PopupCommands,
  Result,
  SecretCommands,
  SecretSearch,
  TabTokenCommands,
  SecretSearchOptions,
} from './commands';
