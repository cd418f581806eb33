import { watchPageWorld } from './install-hooks';

watchPageWorld(window);
