// The popup in an ordinary page.
import { mountPopup } from '../../src/ui';
import { createPopup } from './environment';

mountPopup(document.body, createPopup());
