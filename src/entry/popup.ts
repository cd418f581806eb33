import { createPopupModel, mountPopup, systemClock } from '../ui';
import { popupCommands, translate } from './commands';

mountPopup(document.body, createPopupModel({ commands: popupCommands, clock: systemClock, translate }));
