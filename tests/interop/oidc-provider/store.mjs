// What a provider keeps, in memory and shared by all that are made in this process: so keys can change as under a running
// operator. The interface is oidc-provider's own (its docs, "adapter").

const kept = new Map();
const alive = (entry) => entry && (!entry.until || entry.until > Date.now());

export class Store {
  constructor(model) {
    this.model = model;
  }

  async upsert(id, payload, expiresIn) {
    kept.set(`${this.model}:${id}`, { payload, until: expiresIn && Date.now() + expiresIn * 1000 });
  }

  async find(id) {
    const entry = kept.get(`${this.model}:${id}`);
    return alive(entry) ? entry.payload : undefined;
  }

  async findByUid(uid) {
    return this.#by((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode) {
    return this.#by((payload) => payload.userCode === userCode);
  }

  async consume(id) {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    kept.delete(`${this.model}:${id}`);
  }

  async revokeByGrantId(grantId) {
    for (const [key, { payload }] of kept) {
      if (payload.grantId === grantId) kept.delete(key);
    }
  }

  #by(fits) {
    for (const [key, entry] of kept) {
      if (key.startsWith(`${this.model}:`) && alive(entry) && fits(entry.payload)) return entry.payload;
    }
    return undefined;
  }
}
