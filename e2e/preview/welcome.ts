// The first-run page as an ordinary page.
import { mountWelcome, systemClock } from '../../src/ui';
import { createPopup } from './environment';

mountWelcome(document.body, createPopup(), systemClock);
