"use strict";

/* Papers by month in a narrow band; a range of months is chosen by dragging over it, or with two sliders. */

/* More months than this are shown as years. */
const MONTH_LIMIT = 240;
/* Dates farther from the middle half than this many of its lengths, and at least of years, are far. */
const FAR_REACH = 12;

class Brush {
  constructor(host, corpus, actions) {
    this.host = host;
    this.corpus = corpus;
    this.actions = actions;
    this.measure();
    this.build();
  }

  measure() {
    const all = this.corpus.papers.filter((paper) => paper.months !== null);
    this.isEmpty = all.length === 0;
    if (this.isEmpty) return;
    const dated = Brush.withoutFarDates(all);
    const first = Math.min(...dated.map((paper) => paper.months[0]));
    const last = Math.max(...dated.map((paper) => paper.months[1]));
    const knowsMonths = dated.some((paper) => paper.months[0] === paper.months[1]);
    /* Where only years are known, or the span is long, a bar is a year. */
    this.unit = knowsMonths && last - first < MONTH_LIMIT ? 1 : 12;
    const precise = this.unit === 12 ? dated : dated.filter((paper) => paper.months[0] === paper.months[1]);
    this.first = Math.floor(Math.min(...precise.map((paper) => paper.months[0])) / this.unit);
    this.count = Math.floor(Math.max(...precise.map((paper) => paper.months[1])) / this.unit) - this.first + 1;
    this.bars = Array.from({ length: this.count }, () => new Map());
    for (const paper of precise) {
      const bar = this.bars[Math.floor(paper.months[0] / this.unit) - this.first];
      const topic = paper.topic ?? -1;
      bar.set(topic, (bar.get(topic) ?? 0) + 1);
    }
    this.undated = this.corpus.papers.length - all.length;
    this.far = all.length - dated.length;
    this.imprecise = dated.length - precise.length;
  }

  /* One paper of the year 9999 would leave the others no room: what lies far outside of the middle half stands on no bar. */
  static withoutFarDates(papers) {
    const months = papers.map((paper) => paper.months[0]).sort((a, b) => a - b);
    const quarter = (share) => months[Math.round((months.length - 1) * share)];
    const [low, high] = [quarter(0.25), quarter(0.75)];
    const reach = FAR_REACH * Math.max(12, high - low);
    return papers.filter(({ months: [month] }) => month >= low - reach && month <= high + reach);
  }

  build() {
    if (this.isEmpty) {
      this.host.hidden = true;
      return;
    }
    const heights = this.bars.map((bar) => [...bar.values()].reduce((sum, count) => sum + count, 0));
    const highest = Math.max(...heights);
    this.track = element("div", { class: "brush-track", "data-testid": "brush-track" });
    this.columns = this.bars.map((bar) => {
      const column = element("div", { class: "brush-bar" });
      [...bar].sort((a, b) => a[0] - b[0]).forEach(([topic, count]) => {
        const piece = element("div", { class: topic < 0 ? "brush-piece" : `brush-piece topic-color-${this.corpus.topics[topic].color}` });
        piece.style.height = `${(count / highest) * 100}%`;
        column.append(piece);
      });
      return column;
    });
    this.track.append(...this.columns);
    this.range = element("div", { class: "brush-range", "aria-hidden": "true" });
    this.handles = ["from", "to"].map((end) =>
      element("div", {
        class: `brush-handle ${end}`, role: "slider", tabindex: "0", id: `brush-${end}`, "data-testid": `brush-${end}`,
        "aria-valuemin": 0, "aria-valuemax": this.count - 1, "aria-orientation": "horizontal",
        onkeydown: (event) => this.key(event, end), onblur: () => this.endStep(),
      }));
    this.track.append(this.range, ...this.handles);
    this.axis = element("div", { class: "brush-axis", "aria-hidden": "true" });
    this.text = element("span", { class: "brush-text", "data-testid": "brush-text" });
    this.clear = element("button", { type: "button", class: "button", id: "brush-clear", "data-testid": "brush-clear", onclick: () => {
      this.actions.choose(null, null);
      this.handles[0].focus();
    } });
    this.host.replaceChildren(
      element("div", { class: "brush-head" }, this.text, this.clear),
      element("div", { class: "brush-plot" }, this.track, this.axis));
    this.track.addEventListener("pointerdown", (event) => this.down(event));
    this.track.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) this.track.addEventListener(name, () => this.up());
    new ResizeObserver(() => this.drawAxis()).observe(this.axis);
  }

  translate(words) {
    if (this.isEmpty) return;
    this.words = words;
    this.host.setAttribute("aria-label", words.say("brushLabel"));
    this.track.title = words.say("brushHelp");
    this.handles[0].setAttribute("aria-label", words.say("brushFrom"));
    this.handles[1].setAttribute("aria-label", words.say("brushTo"));
    labelButton(this.clear, { text: words.say("brushClear") });
    this.drawAxis();
  }

  label(index) {
    const ordinal = this.first + index;
    return this.unit === 12 ? String(ordinal) : this.words.month(ordinal);
  }

  /* The first and last month of a range, or its years where it is whole ones and bars are years. */
  endLabels({ from, to }) {
    const isYears = this.unit === 12 && from % 12 === 0 && to % 12 === 11;
    return [from, to].map((month) => (isYears ? String(Math.floor(month / 12)) : this.words.month(month)));
  }

  /* As many names of months as there is room for; the first of each year always. */
  drawAxis() {
    if (!this.words) return;
    const width = this.axis.clientWidth / this.count;
    if (width === 0) return;
    const marks = [];
    const nameWidth = this.words.language === "zh" ? 34 : 30;
    const yearWidth = 64;
    let free = -Infinity;
    for (let index = 0; index < this.count; index += 1) {
      const ordinal = this.first + index;
      const beginsYear = this.unit === 12 || ordinal % 12 === 0 || index === 0;
      const left = index * width;
      const text = this.unit === 12 || !beginsYear
        ? this.unit === 12 ? String(ordinal) : this.words.say("months")[ordinal % 12]
        : this.words.month(ordinal);
      if (left < free) continue;
      const needed = beginsYear && this.unit === 1 ? yearWidth : nameWidth + 8;
      const toYear = this.unit === 12 ? Infinity : (12 - (ordinal % 12)) * width;
      if (!beginsYear && (toYear < needed || width < 8)) continue;
      if (left + needed > this.axis.clientWidth + 24 && index > 0) continue;
      const mark = element("span", { class: beginsYear && this.unit === 1 ? "brush-mark strong" : "brush-mark" }, text);
      mark.style.left = `${left}px`;
      marks.push(mark);
      free = left + needed;
    }
    this.axis.replaceChildren(...marks);
  }

  // Choosing

  indexAt(event) {
    const box = this.track.getBoundingClientRect();
    return Math.min(this.count - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * this.count)));
  }

  down(event) {
    if (event.button !== 0) return;
    this.track.setPointerCapture(event.pointerId);
    const handle = event.target.closest?.(".brush-handle");
    const index = this.indexAt(event);
    /* A handle moves its end; the other one stays. */
    const anchor = handle && this.chosen ? (handle.classList.contains("from") ? this.chosen[1] : this.chosen[0]) : index;
    this.dragging = { anchor, isHandle: Boolean(handle), start: event.clientX, moved: false };
    this.endStep();
    event.preventDefault();
    handle?.focus();
  }

  drag(event) {
    if (!this.dragging) return;
    if (Math.abs(event.clientX - this.dragging.start) > 3) this.dragging.moved = true;
    if (!this.dragging.moved) return;
    const index = this.indexAt(event);
    this.step([Math.min(index, this.dragging.anchor), Math.max(index, this.dragging.anchor)]);
  }

  up() {
    const dragging = this.dragging;
    this.dragging = null;
    if (!dragging) return;
    /* A press on a bar chooses it, and lets it go if it was chosen alone. */
    if (!dragging.moved && !dragging.isHandle) {
      const isChosen = this.chosen?.[0] === dragging.anchor && this.chosen[1] === dragging.anchor;
      this.choose(isChosen ? null : [dragging.anchor, dragging.anchor], "push");
    }
    this.endStep();
  }

  choose(ends, history) {
    if (ends === null || (ends[0] === 0 && ends[1] === this.count - 1)) return this.actions.choose(null, null, history);
    return this.actions.choose((this.first + ends[0]) * this.unit, (this.first + ends[1] + 1) * this.unit - 1, history);
  }

  /* A drag, or keys pressed on one slider, are one step that the reader can go back from. */
  step(ends) {
    const isOther = this.choose(ends, this.isStepping ? "replace" : "push");
    this.isStepping ||= isOther;
  }

  endStep() {
    this.isStepping = false;
  }

  key(event, end) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -6, PageUp: 6, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const [from, to] = this.chosen ?? [0, this.count - 1];
    const ends = end === "from"
      ? [Math.min(to, Math.max(0, from + step)), to]
      : [from, Math.max(from, Math.min(this.count - 1, to + step))];
    this.step(ends);
  }

  show(state, shownCount) {
    if (this.isEmpty) return;
    const { words } = this;
    const clamp = (index) => Math.min(this.count - 1, Math.max(0, index));
    const bars = state.from === null
      ? [0, this.count - 1] : [state.from, state.to].map((month) => Math.floor(month / this.unit) - this.first);
    const isOutside = bars[1] < 0 || bars[0] >= this.count;
    const [from, to] = bars.map(clamp);
    this.chosen = state.from === null ? null : [from, to];
    const share = (index) => `${(index / this.count) * 100}%`;
    this.host.classList.toggle("chosen", this.chosen !== null);
    this.range.hidden = isOutside;
    this.range.style.left = share(from);
    this.range.style.width = share(to - from + 1);
    this.handles[0].style.left = share(from);
    this.handles[1].style.left = share(to + 1);
    /* What is said is what is chosen, also where no bar stands for it. */
    const ends = state.from === null ? [from, to].map((index) => this.label(index)) : this.endLabels(state);
    [from, to].forEach((index, end) => {
      this.handles[end].setAttribute("aria-valuenow", index);
      this.handles[end].setAttribute("aria-valuetext", ends[end]);
    });
    this.columns.forEach((bar, index) => bar.classList.toggle("outside", isOutside || index < from || index > to));
    const range = this.chosen ? words.say("brushRange", ...ends) : words.say("brushAll");
    const withoutMonth = this.undated + (this.unit === 1 ? this.imprecise : 0);
    const remarks = this.chosen
      ? [this.undated > 0 ? words.say("undatedHidden", this.undated) : null]
      : [
          withoutMonth > 0 && this.unit === 1 ? words.say("undatedShown", withoutMonth) : null,
          this.far > 0 ? words.say("farDates", this.far) : null,
        ];
    this.text.textContent = [range, ...remarks].filter(Boolean).join(" · ");
    this.clear.hidden = this.chosen === null;
    this.rangeText = range;
  }
}
