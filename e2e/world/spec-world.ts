import { createWorld, type World, type WorldOptions } from './index';

/**
 * Playwright disables storage partitioning. Chromium then denies storage to a cross-site frame if third-party cookies
 * are blocked, as in Debian's build. The last --disable-features applies, so this one keeps partitioning on.
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

/** The newest JWT of this type that the provider issued. */
export function issuedOf(world: World, kind: World['issued'][number]['kind']): string {
  return world.issued.findLast((token) => token.kind === kind)?.jwt ?? '';
}
