import type { Manifest } from 'webextension-polyfill';

/** Needed to watch sites, with access to each. */
export const watchPermissions = {
  permissions: ['scripting', 'webRequest'] satisfies Manifest.OptionalPermission[],
};

/** Needed to change headers, with access to sites. Chrome has no warning for it. */
export const overridePermission = {
  // The polyfill's types lack it.
  permissions: ['declarativeNetRequestWithHostAccess' as Manifest.OptionalPermission],
};
