import { watchPageWorld } from './page-world';

watchPageWorld(window);
