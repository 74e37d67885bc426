"use strict";

/* What is selected, filtered and looked at: one value, held in step with the address, so that a link says it all. */

const DIRECTIONS = ["ancestors", "both", "descendants"];

class PageState {
  /** @param corpus the papers that addresses may name. */
  constructor(corpus) {
    this.corpus = corpus;
    this.listeners = [];
    /* What the address names that is not here, and what of it makes no sense as it is. */
    this.unknown = [];
    this.senseless = [];
    this.value = this.read(location.hash);
    addEventListener("popstate", () => this.follow());
    addEventListener("hashchange", () => this.follow());
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  /**
   * Changes the state.
   *
   * @param history `push` for what a reader would want to go back from, `replace` for what merely follows along.
   * @returns whether the address is another one now.
   */
  set(change, history = "push") {
    const before = this.value;
    this.value = { ...before, ...change };
    const fragment = this.write(this.value);
    const isOther = fragment !== this.write(before);
    if (isOther) {
      const address = fragment === "" ? location.href.split("#")[0] + "#" : `#${fragment}`;
      if (history === "push") window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    }
    this.tell(before, false);
    return isOther;
  }

  /* The reader went back or forward, or typed another fragment. */
  follow() {
    const before = this.value;
    this.value = this.read(location.hash);
    const isOther = this.write(this.value) !== this.write(before);
    if (isOther || this.unknown.length + this.senseless.length > 0) this.tell(before, true);
  }

  /* Listeners hear the state, the one before, and whether the reader followed an address. */
  tell(before, isFollowed) {
    for (const listener of this.listeners) listener(this.value, before, isFollowed);
  }

  /** Reads a fragment; what is not there or makes no sense is as at the start, and said. */
  read(hash) {
    const values = new URLSearchParams(hash.replace(/^#/, ""));
    const { corpus } = this;
    this.unknown = [];
    this.senseless = [];
    const known = (key, isKnown) => {
      const value = values.get(key);
      if (value === null || isKnown(value)) return value;
      this.unknown.push(value.slice(0, 80));
      return null;
    };
    const knownSet = (key, all) => {
      const list = (values.get(key) ?? "").split(",").filter((value) => values.has(key));
      this.unknown.push(...list.filter((value) => !all.includes(value)).map((value) => value.slice(0, 80)));
      return new Set(list.filter((value) => all.includes(value)));
    };
    const isPaper = (id) => corpus.placeOfID.has(id);
    const isMonth = (text) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
    const paper = known("paper", isPaper);
    const other = known("why", isPaper);
    const isSecond = other !== null && paper !== null && other !== paper;
    if (other !== null && !isSecond) this.senseless.push(`why=${other.slice(0, 80)}`);
    let [from, to] = ["from", "to"].map((key) => known(key, isMonth)).map((text) => Corpus.months(text)?.[0] ?? null);
    /* A range of which one end is given is open at the other. */
    if (from !== null && to === null) to = Math.max(from, corpus.lastMonth);
    if (to !== null && from === null) from = Math.min(to, corpus.firstMonth);
    const hasRange = from !== null && from <= to;
    if (from !== null && !hasRange) this.senseless.push(`from=${values.get("from")}&to=${values.get("to")}`);
    const camera = known("at", (text) => /^-?\d{1,6},-?\d{1,6},\d{1,4}$/.test(text))?.split(",").map(Number);
    return {
      paper: paper === null ? null : corpus.placeOfID.get(paper),
      other: isSecond ? corpus.placeOfID.get(other) : null,
      direction: known("show", (text) => DIRECTIONS.includes(text)) ?? "both",
      follow: known("follow", (text) => text === "all") ?? "lineage",
      hiddenTopics: knownSet("without-topics", [...corpus.topics.map((topic) => topic.id), ""]),
      hiddenKinds: knownSet("without-kinds", ALL_KINDS),
      from: hasRange ? from : null,
      to: hasRange ? to : null,
      view: known("view", (text) => ["picture", "list"].includes(text)),
      camera: camera ? { x: camera[0], y: camera[1], scale: Math.max(0.02, camera[2] / 100) } : null,
      language: known("lang", (text) => Object.hasOwn(WORDS, text)) ?? corpus.language,
    };
  }

  /** The fragment of a state, without the number sign; what is as at the start is left out. */
  write(state) {
    const { corpus } = this;
    const month = (ordinal) =>
      `${String(Math.floor(ordinal / 12)).padStart(4, "0")}-${String((ordinal % 12) + 1).padStart(2, "0")}`;
    const list = (set, all) => (set.size === 0 ? null : all.filter((value) => set.has(value)).join(","));
    const camera = state.camera;
    const values = {
      paper: state.paper === null ? null : corpus.papers[state.paper].id,
      why: state.other === null ? null : corpus.papers[state.other].id,
      show: state.direction === "both" ? null : state.direction,
      follow: state.follow === "all" ? "all" : null,
      "without-topics": list(state.hiddenTopics, [...corpus.topics.map((topic) => topic.id), ""]),
      "without-kinds": list(state.hiddenKinds, ALL_KINDS),
      from: state.from === null ? null : month(state.from),
      to: state.to === null ? null : month(state.to),
      view: state.view,
      lang: state.language === corpus.language ? null : state.language,
      at: camera ? [camera.x, camera.y, camera.scale * 100].map(Math.round).join(",") : null,
    };
    const present = Object.entries(values).filter(([, value]) => value !== null);
    return new URLSearchParams(present).toString().replaceAll("%2C", ",");
  }
}
