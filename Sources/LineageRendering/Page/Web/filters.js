"use strict";

/* Which topics and kinds of relations are shown, and what ancestors are followed along. */

class Filters {
  constructor(panel, toggle, corpus, actions) {
    this.panel = panel;
    this.toggle = toggle;
    this.corpus = corpus;
    this.actions = actions;
    toggle.addEventListener("click", () => this.open(this.panel.hidden));
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.open(false);
      toggle.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!panel.hidden && !panel.contains(event.target) && !toggle.contains(event.target)) this.open(false);
    });
  }

  open(isOpen) {
    this.panel.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.panel.querySelector("input")?.focus();
  }

  get activeCount() {
    return this.state.hiddenTopics.size + this.state.hiddenKinds.size + (this.state.follow === "all" ? 1 : 0);
  }

  translate(words) {
    this.words = words;
    const { corpus } = this;
    const topics = corpus.topics.map((topic, place) => ({
      key: topic.id, text: words.pick(topic.label), mark: `dot topic-color-${topic.color}`,
      count: corpus.papers.filter((paper) => paper.topic === place).length,
    })).filter(({ count }) => count > 0);
    const without = corpus.papers.filter((paper) => paper.topic === undefined).length;
    if (without > 0) topics.push({ key: "", text: words.say("noTopic"), mark: "dot", count: without });
    const kinds = corpus.kinds.map((kind) => ({
      key: kind, text: words.say("verbs")[kind], mark: `line-sample kind-${kind}`,
      count: corpus.relations.filter((relation) => relation.kind === kind).length,
    }));
    this.reset = element("button", { type: "button", class: "button", id: "filters-reset", "data-testid": "filters-reset", onclick: () => {
      this.actions.change({ hiddenTopics: new Set(), hiddenKinds: new Set(), follow: "lineage" });
      this.panel.querySelector("input")?.focus();
    } });
    labelButton(this.reset, { text: words.say("resetFilters") });
    const close = element("button", { type: "button", class: "button icon-only close", id: "filters-close", onclick: () => {
      this.open(false);
      this.toggle.focus();
    } });
    labelButton(close, { iconName: "close", label: words.say("close") });
    const follow = corpus.tellsLineage
      ? element(
          "fieldset", {}, element("legend", {}, words.say("following")),
          [["lineage", "followLineage"], ["all", "followAll"]].map(([value, key]) =>
            element(
              "label", { class: "choice" },
              element("input", { type: "radio", name: "follow", value, onchange: () => this.actions.change({ follow: value }) }),
              element("span", {}, words.say(key)))))
      : null;
    this.panel.replaceChildren(
      ...[
        element("header", { class: "filters-head" }, element("h2", {}, words.say("filters")), close),
        topics.length > 1 ? this.group("topics", "topic", topics, "hiddenTopics") : null,
        this.group("kinds", "kind", kinds, "hiddenKinds"), follow, this.reset,
      ].filter(Boolean));
    if (this.state) this.show(this.state);
  }

  group(key, name, entries, field) {
    return element(
      "fieldset", { "data-testid": `filter-${key}` }, element("legend", {}, this.words.say(key)),
      entries.map((entry) =>
        element(
          "label", { class: "choice" },
          element("input", {
            type: "checkbox", name, value: entry.key, "data-field": field,
            onchange: (event) => {
              const hidden = new Set(this.state[field]);
              if (event.target.checked) hidden.delete(entry.key);
              else hidden.add(entry.key);
              this.actions.change({ [field]: hidden });
            },
          }),
          element("span", { class: entry.mark, "aria-hidden": "true" }),
          element("span", { class: "choice-text" }, entry.text),
          element("span", { class: "count" }, String(entry.count)))));
  }

  show(state) {
    this.state = state;
    for (const input of this.panel.querySelectorAll("input[data-field]")) {
      input.checked = !state[input.dataset.field].has(input.value);
    }
    for (const input of this.panel.querySelectorAll("input[name=follow]")) input.checked = input.value === state.follow;
    const count = this.activeCount;
    this.reset.hidden = count === 0;
    labelButton(this.toggle, { iconName: "filter", text: this.words.say("filters") });
    if (count > 0) {
      this.toggle.append(
        element("span", { class: "badge-count", "aria-hidden": "true" }, String(count)),
        element("span", { class: "visually-hidden" }, ` (${this.words.say("filtersActive", count)})`));
    }
  }
}
