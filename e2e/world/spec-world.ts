import { createWorld, type World, type WorldOptions } from './index';

/**
 * Playwright turns storage partitioning off, and Chromium then denies storage to a cross-site frame where third-party
 * cookies are blocked, as Debian's build does. The last --disable-features wins, so this one leaves partitioning on.
 */
export const launchOptions = {
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable'],
};

export async function inWorld(options: WorldOptions, act: (world: World) => Promise<void>): Promise<void> {
  const world = await createWorld(options);
  try {
    await act(world);
  } finally {
    await world.close();
  }
}

/** The newest JWT of this kind the provider handed out. */
export function issuedOf(world: World, kind: World['issued'][number]['kind']): string {
  return world.issued.findLast((token) => token.kind === kind)?.jwt ?? '';
}
