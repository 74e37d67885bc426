"use strict";

/* Finding papers by words: case, width, accents and punctuation make no difference, in any script. */

/** A text reduced to what tells it from others: compatible forms, no accents, lower case, letters and digits only. */
function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
}

class PaperSearch {
  constructor(corpus) {
    this.corpus = corpus;
    this.entries = null;
  }

  /* Folding thousands of titles takes some time, so it waits until somebody searches. */
  prepare() {
    this.entries ??= this.corpus.papers.map((paper) => {
      const topic = paper.topic === undefined ? [] : Object.values(this.corpus.topics[paper.topic].label);
      const fields = [[paper.name, paper.id], paper.aliases, [paper.title], paper.organizations, topic]
        .map((texts) => texts.map(folded));
      return { fields, joined: fields.map((texts) => texts.map((text) => text.replaceAll(" ", ""))) };
    });
    return this.entries;
  }

  /**
   * The places of the papers in which every word occurs, best first: by the field in which the words stand (name, alias,
   * title, organization, topic) and whether it begins with them, then by date.
   */
  find(text) {
    const query = folded(text);
    if (query === "") return [];
    const words = query.split(" ");
    const joined = query.replaceAll(" ", "");
    const found = [];
    this.prepare().forEach((entry, place) => {
      let rank = Infinity;
      entry.joined.forEach((texts, field) => {
        for (const candidate of texts) {
          if (candidate === joined) rank = Math.min(rank, field * 4);
          else if (candidate.startsWith(joined)) rank = Math.min(rank, field * 4 + 1);
          else if (candidate.includes(joined)) rank = Math.min(rank, field * 4 + 2);
        }
      });
      if (rank === Infinity) {
        const whole = entry.fields.flat();
        if (words.every((word) => whole.some((field) => field.includes(word)))) rank = 100;
      }
      if (rank < Infinity) found.push({ place, rank });
    });
    return found.sort((a, b) => a.rank - b.rank || a.place - b.place).map(({ place }) => place);
  }
}
