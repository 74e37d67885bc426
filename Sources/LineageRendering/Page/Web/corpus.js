"use strict";

/* The papers and relations, and the questions asked of them. Papers are places in an array, ordered by date. */

const LINEAGE_KINDS = ["updates", "extends", "isDerivedFrom", "usesMethodIn"];
/* A bridge stands for a chain through papers that are left out; it was found along what is followed. */
const BRIDGE = "bridge";
const ALL_KINDS = [...LINEAGE_KINDS, BRIDGE, "usesDataFrom", "comparesWith", "cites"];

class Corpus {
  /** @param data what the page carries; its Swift side says what is in it. */
  constructor(data) {
    Object.assign(this, data);
    this.placeOfID = new Map(this.papers.map((paper, place) => [paper.id, place]));
    this.placeOfElement = new Map(this.papers.map((paper, place) => [paper.element, place]));
    /* By paper, the relations in which it cites and those in which it is cited. */
    this.earlier = this.papers.map(() => []);
    this.later = this.papers.map(() => []);
    this.relations.forEach((relation, number) => {
      this.earlier[relation.citing].push(number);
      this.later[relation.cited].push(number);
    });
    const used = new Set(this.relations.map((relation) => relation.kind));
    this.kinds = ALL_KINDS.filter((kind) => used.has(kind));
    /* A plain citation network bears no lineage that is told from the rest, so all of it is followed. */
    this.tellsLineage = this.kinds.some((kind) => LINEAGE_KINDS.includes(kind));
    this.papers.forEach((paper) => {
      paper.months = Corpus.months(paper.date);
    });
    const dated = this.papers.filter((paper) => paper.months !== null);
    this.firstMonth = dated.reduce((first, paper) => Math.min(first, paper.months[0]), Infinity);
    this.lastMonth = dated.reduce((last, paper) => Math.max(last, paper.months[1]), -Infinity);
  }

  /** The first and last month of a date, as numbers that count months, or null. */
  static months(date) {
    if (!date) return null;
    const [year, month] = date.split("-").map(Number);
    return month ? [year * 12 + month - 1, year * 12 + month - 1] : [year * 12, year * 12 + 11];
  }

  /** The kinds that ancestors and descendants are followed along. */
  followedKinds(state) {
    const shown = this.kinds.filter((kind) => !state.hiddenKinds.has(kind));
    const all = state.follow === "all" || !this.tellsLineage;
    return new Set(all ? shown : shown.filter((kind) => kind === BRIDGE || LINEAGE_KINDS.includes(kind)));
  }

  /** The relations of a paper towards its ancestors or descendants, of some kinds. */
  steps(place, direction, kinds) {
    const numbers = direction === "ancestors" ? this.earlier[place] : this.later[place];
    return numbers.filter((number) => kinds.has(this.relations[number].kind));
  }

  /** The paper at the other end of a relation. */
  farEnd(number, direction) {
    const relation = this.relations[number];
    return direction === "ancestors" ? relation.cited : relation.citing;
  }

  /** All ancestors or descendants with their generation: the fewest relations from the start. Breadth first. */
  generations(start, direction, kinds) {
    const generation = new Map([[start, 0]]);
    const queue = [start];
    for (let next = 0; next < queue.length; next += 1) {
      for (const number of this.steps(queue[next], direction, kinds)) {
        const end = this.farEnd(number, direction);
        if (generation.has(end)) continue;
        generation.set(end, generation.get(queue[next]) + 1);
        queue.push(end);
      }
    }
    generation.delete(start);
    return generation;
  }

  /** The shortest chain of relations from a later paper down to an earlier one, or null; strongest kinds first. */
  chain(later, earlier, kinds) {
    const arrival = new Map([[later, null]]);
    const queue = [later];
    for (let next = 0; next < queue.length && !arrival.has(earlier); next += 1) {
      const steps = this.steps(queue[next], "ancestors", kinds);
      steps.sort((a, b) => ALL_KINDS.indexOf(this.relations[a].kind) - ALL_KINDS.indexOf(this.relations[b].kind) || a - b);
      for (const number of steps) {
        const end = this.relations[number].cited;
        if (arrival.has(end)) continue;
        arrival.set(end, number);
        queue.push(end);
      }
    }
    if (!arrival.has(earlier) || later === earlier) return null;
    const chain = [];
    for (let place = earlier; place !== later; place = this.relations[arrival.get(place)].citing) {
      chain.unshift(arrival.get(place));
    }
    return chain;
  }

  /** Whether filters let a paper through. A paper of which only the year is known counts for all of its months. */
  isShown(paper, state) {
    if (state.hiddenTopics.has(paper.topic === undefined ? "" : this.topics[paper.topic].id)) return false;
    if (state.from === null) return true;
    return paper.months !== null && paper.months[1] >= state.from && paper.months[0] <= state.to;
  }
}
