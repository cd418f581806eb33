import type { Adapter, AdapterPayload } from 'oidc-provider';

export interface ProviderStorage {
  adapter(model: string): Adapter;
}

/**
 * The storage of one provider's sessions, grants and tokens: in memory, for the lifetime of one world.
 *
 * The provider's own memory adapter is shared by every provider of the process and drops entries beyond 1000.
 */
export function createProviderStorage(): ProviderStorage {
  const entries = new Map<string, AdapterPayload>();

  return {
    adapter(model) {
      const findBy = (wanted: Partial<AdapterPayload>): AdapterPayload | undefined => {
        for (const [key, payload] of entries) {
          if (!key.startsWith(`${model}:`)) continue;
          if (Object.entries(wanted).every(([name, value]) => payload[name] === value)) return payload;
        }
        return undefined;
      };
      return {
        async upsert(id, payload) {
          entries.set(`${model}:${id}`, payload);
        },
        async find(id) {
          return entries.get(`${model}:${id}`);
        },
        async findByUid(uid) {
          return findBy({ uid });
        },
        async findByUserCode(userCode) {
          return findBy({ userCode });
        },
        async consume(id) {
          const payload = entries.get(`${model}:${id}`);
          if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
        },
        async destroy(id) {
          entries.delete(`${model}:${id}`);
        },
        async revokeByGrantId(grantId) {
          for (const [key, payload] of entries) if (payload.grantId === grantId) entries.delete(key);
        },
      };
    },
  };
}
