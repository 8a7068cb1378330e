/* Which articles have a key, read from a shard's bits (index/bits.py,
   index/postings.py). */

(() => {
  "use strict";

  /** Reads bits from Base64, the highest of a byte first. */
  class Bits {
    constructor(base64) {
      const raw = atob(base64);
      this.bytes = Uint8Array.from(raw, (char) => char.charCodeAt(0));
      this.at = 0;
    }

    bit() {
      const bit = this.bytes[this.at >> 3] >> (7 - (this.at & 7)) & 1;
      this.at++;
      return bit;
    }

    bits(count) {
      let value = 0;
      for (let n = 0; n < count; n++) value = value * 2 + this.bit();
      return value;
    }

    gamma() {
      let zeros = 0;
      while (zeros < 40 && !this.bit()) zeros++;
      return 2 ** zeros + this.bits(zeros) - 1;
    }

    /** A rising list of `length` numbers below `among`. */
    numbers(length, among) {
      if (!length) return [];
      if (2 * length <= among) return this.gaps(length, among);
      const missing = new Set(this.gaps(among - length, among));
      const found = [];
      for (let number = 0; number < among; number++) if (!missing.has(number)) found.push(number);
      return found;
    }

    gaps(length, among) {
      if (!length) return [];
      const low = Math.max(0, 31 - Math.clz32(Math.floor(among * 69 / (length * 100))));
      const found = new Array(length);
      for (let n = 0, before = -1; n < length; n++) {
        let high = 0;
        while (this.bit()) high++;
        before += high * 2 ** low + this.bits(low) + 1;
        found[n] = before;
      }
      return found;
    }
  }

  const FIELDS = ["title", "summary", "note"];

  /** One shard of keys: where each stands in the row, and the lists, read as far as wanted. */
  class KeyShard {
    constructor(tree, count, editions, paired) {
      this.count = count;
      this.editions = editions;
      this.bits = new Bits(tree.lists);
      this.offsets = [0];
      const names = tree.keys ? tree.keys.split(" ") : [];
      if (paired) {
        this.groups = new Map();
        let at = 0;
        for (const group of names) {
          this.groups.set(group[0], { at, seconds: group.slice(1) });
          at += group.length - 1;
        }
      } else this.words = names;
    }

    pair(pair) {
      const group = this.groups.get(pair[0]);
      const at = group ? group.seconds.indexOf(pair[1]) : -1;
      return at < 0 ? null : this.record(group.at + at);
    }

    /** The records of a word, or of all that begin with it. */
    beginning(word, whole) {
      const found = [];
      let low = 0;
      for (let high = this.words.length; low < high;) {
        const middle = (low + high) >> 1;
        if (this.words[middle] < word) low = middle + 1; else high = middle;
      }
      for (; low < this.words.length && (whole ? this.words[low] === word : this.words[low].startsWith(word)); low++) found.push(this.record(low));
      return found;
    }

    record(at) {
      while (this.offsets.length <= at) {
        this.bits.at = this.offsets[this.offsets.length - 1];
        this.read();
        this.offsets.push(this.bits.at);
      }
      this.bits.at = this.offsets[at];
      return this.read();
    }

    read() {
      const { bits, count } = this;
      const list = () => bits.numbers(bits.gamma(), count);
      const record = { common: list(), often: null, some: null, fields: null };
      if (!bits.bit()) return record;
      const [often, some, fields] = [bits.bit(), bits.bit(), bits.bit()];
      if (often) record.often = record.common.map(() => (bits.bit() ? (bits.bit() ? 2 + bits.bit() : 1) : 0));
      if (some) record.some = Array.from({ length: this.editions }, list);
      if (fields) record.fields = FIELDS.map(list);
      return record;
    }
  }

  Object.assign(dossierSearch, { Bits, KeyShard });
})();
