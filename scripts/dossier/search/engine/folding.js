/* What a search treats as one character (index/folding.py), and where a phrase
   stands in a text. */

(() => {
  "use strict";

  /** One character for one, of one length: an offset in a folded text is one in the text. */
  class Folding {
    constructor(base) {
      this.near = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
      this.far = new Map();
      const [from, to] = base.fold.map((row) => Array.from(row));
      from.forEach((char, at) => {
        if (char.length === 1) this.near[char.charCodeAt(0)] = to[at].charCodeAt(0);
        else this.far.set(char, to[at]);
      });
      this.word = new RegExp(`[${base.classes.word}]`);
      this.silent = new RegExp(`[${base.classes.punctuation}]`);
      this.stretch = new RegExp(`[${base.classes.word}]+`, "g");
    }

    fold(text) {
      const codes = new Uint16Array(text.length);
      for (let at = 0; at < text.length; at++) codes[at] = this.near[text.charCodeAt(at)];
      let folded = "";
      for (let at = 0; at < codes.length; at += 8192) folded += String.fromCharCode.apply(null, codes.subarray(at, at + 8192));
      return this.far.size ? folded.replace(/[\ud800-\udbff][\udc00-\udfff]/g, (char) => this.far.get(char) ?? char) : folded;
    }

    isWord(char) { return char !== undefined && char !== "" && this.word.test(char); }
    isSilent(char) { return this.silent.test(char); }
    isSign(char) { return !this.isWord(char) && !this.isSilent(char); }

    /** Whether a match may begin here: not within a word, unless at a capital inside it. */
    begins(text, folded, at) {
      if (at === 0 || !this.isWord(folded[at]) || !this.isWord(folded[at - 1])) return true;
      return /[A-Z]/.test(text[at]) && /[a-z]/.test(text[at - 1]);
    }

    /** Where a folded phrase stands in a text, as [start, end); `whole`: not as the beginning of a longer word. */
    find(phrase, text, folded, whole = false) {
      const found = [];
      if (!phrase) return found;
      const take = (start, end) => {
        if (this.begins(text, folded, start) && !(whole && this.isWord(folded[end - 1]) && this.isWord(folded[end]))) found.push([start, end]);
      };
      if (phrase.includes(" ")) {
        const pattern = phrase.split(" ").map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join(" +");
        for (const match of folded.matchAll(new RegExp(pattern, "g"))) take(match.index, match.index + match[0].length);
        return found;
      }
      for (let at = folded.indexOf(phrase); at >= 0; at = folded.indexOf(phrase, at + 1)) take(at, at + phrase.length);
      return found;
    }
  }

  Object.assign(dossierSearch, { Folding });
})();
