"use strict";

/* What is known of the selected paper, and why another one is related to it. */

class Panel {
  /** @param actions `select(place)`, `compare(place)`, `pickInPicture()`, `close()`, and `find(text)` of the search. */
  constructor(panel, corpus, actions) {
    this.panel = panel;
    this.corpus = corpus;
    this.actions = actions;
  }

  show(state, found, shown, words) {
    this.words = words;
    if (state.paper === null) {
      this.panel.hidden = true;
      this.panel.replaceChildren();
      return;
    }
    const isSame = this.shownPaper === state.paper && !this.panel.hidden;
    const position = isSame ? this.panel.scrollTop : 0;
    const chooser = isSame ? this.panel.querySelector(".why-chooser") : null;
    this.isChoosing = chooser?.open ?? false;
    const focused = isSame && this.panel.contains(document.activeElement) ? document.activeElement.id : "";
    this.shownPaper = state.paper;
    this.panel.hidden = false;
    this.panel.replaceChildren(
      this.head(state.paper),
      element(
        "div", { class: "panel-body" },
        ...[
          state.other === null ? null : this.why(state, found), this.links(state.paper),
          this.facts(state.paper), state.other === null ? this.why(state, found) : null,
          this.relations("buildsOn", this.corpus.earlier[state.paper], "ancestors", state),
          this.relations("builtOnBy", this.corpus.later[state.paper], "descendants", state),
          this.relatives("ancestors", found.ancestors, shown), this.relatives("descendants", found.descendants, shown),
        ].filter(Boolean)));
    this.panel.scrollTop = position;
    if (focused !== "") document.getElementById(focused)?.focus();
  }

  // Parts

  head(place) {
    const { corpus, words } = this;
    const paper = corpus.papers[place];
    const close = element("button", { type: "button", id: "panel-close", class: "button icon-only close", "data-testid": "panel-close", onclick: () => this.actions.close() });
    labelButton(close, { iconName: "close", label: words.say("close") });
    const topic = paper.topic === undefined ? null : corpus.topics[paper.topic];
    return element(
      "header", { class: "panel-head" },
      element("div", { class: "panel-grip", "aria-hidden": "true" }),
      close,
      element(
        "p", { class: "chips" },
        topic ? element("span", { class: `chip topic-color-${topic.color}` }, words.pick(topic.label)) : null,
        paper.external ? element("span", { class: "chip outlined" }, words.say("external")) : null),
      element("h2", { id: "panel-name", class: "panel-name" }, paper.name),
      paper.title === paper.name ? null : element("p", { class: "panel-title" }, paper.title));
  }

  facts(place) {
    const { corpus, words } = this;
    const paper = corpus.papers[place];
    const dates = paper.dates.map((version) =>
      element(
        "li", {}, element("time", { datetime: version.date }, version.date),
        ` ${words.say("roles")[version.role] ?? version.role}${version.venue ? ` · ${version.venue}` : ""}`));
    const rows = [
      ["impact", paper.impact ? [element("p", {}, paper.impact)] : []],
      ["dates", [element("ul", { class: "plain" }, dates.length > 0 ? dates : element("li", {}, words.say("noDate")))]],
      ["organizations", paper.organizations.length > 0 ? [paper.organizations.join(words.say("separator"))] : []],
      ["aliases", paper.aliases.length > 0 ? [paper.aliases.join(words.say("separator"))] : []],
      ["notes", paper.notes.map((note) => element("p", {}, note))],
    ];
    return element(
      "dl", { class: "facts" },
      rows.filter(([, content]) => content.length > 0)
        .flatMap(([key, content]) => [element("dt", {}, words.say(key)), element("dd", { "data-fact": key }, content)]));
  }

  links(place) {
    const { words } = this;
    const links = this.corpus.papers[place].links.map(({ kind, text, address }) =>
      outsideLink(
        address, { class: "button link", "data-testid": "link", title: address },
        element("span", {}, [words.say("linkKinds")[kind], kind === "arxiv" ? text : null].filter(Boolean).join(" ")),
        icon("outside"), element("span", { class: "visually-hidden" }, ` (${words.say("opensOutside")})`)))
      .filter(Boolean);
    return links.length > 0 ? element("p", { class: "links" }, links) : null;
  }

  /* The relations to one side; those of hidden kinds are counted. */
  relations(key, numbers, direction, state) {
    const { corpus, words } = this;
    const visible = numbers.filter((number) => !state.hiddenKinds.has(corpus.relations[number].kind));
    visible.sort((a, b) => ALL_KINDS.indexOf(corpus.relations[a].kind) - ALL_KINDS.indexOf(corpus.relations[b].kind) || a - b);
    const hidden = numbers.length - visible.length;
    const verbs = words.say(direction === "ancestors" ? "verbs" : "passive");
    return element(
      "section", { class: "relations", "data-testid": key },
      element("h3", {}, words.say(key), " ", element("span", { class: "count" }, String(numbers.length))),
      visible.length > 0
        ? element("ul", { class: "plain" }, visible.map((number) => this.relation(number, verbs, corpus.farEnd(number, direction))))
        : element("p", { class: "empty" }, words.say("noRelations")),
      hidden > 0 ? element("p", { class: "empty" }, words.say("hiddenKinds", hidden)) : null);
  }

  relation(number, verbs, end) {
    const { kind } = this.corpus.relations[number];
    return element(
      "li", { class: "relation-item", "data-kind": kind },
      element(
        "p", { class: "relation-line" }, element("span", { class: `line-sample kind-${kind}`, "aria-hidden": "true" }),
        element("span", {}, element("span", { class: "verb" }, verbs[kind]), " ", this.paperButton(end))),
      this.evidence(number));
  }

  evidence(number) {
    return element("ul", { class: "plain evidence" }, this.reasons(number).map((reason) => element("li", {}, reason)));
  }

  /** Why a relation is believed, a text for each piece of evidence; for a bridge, the chain it stands for. */
  reasons(number) {
    const { words, corpus } = this;
    const { evidence, via, citing, cited } = corpus.relations[number];
    if (via) {
      const chain = [corpus.papers[cited].name, ...[...via].reverse(), corpus.papers[citing].name];
      return [`${words.say("through", via.length)}: ${chain.join(" → ")}`];
    }
    return evidence.length > 0 ? evidence.map((item) => this.reason(item)) : [words.say("noPlace")];
  }

  /* One piece of evidence, as the reports of the program say it. */
  reason(item) {
    const { words } = this;
    const confidence = Math.round(item.confidence * 100) / 100;
    const quote = item.sentence ?? item.words;
    const parts = [
      words.say("sources")[item.source],
      item.source === "mention" && quote ? `“${quote}”` : null,
      item.source === "titleVersion" ? item.words : null,
      item.rule ? words.say("rule", item.rule) : null,
      item.where, item.note,
      item.verified === true ? words.say("verified")
        : item.verified === false ? words.say("unverified", confidence)
        : item.confidence < 1 ? words.say("confidence", confidence) : null,
    ].filter(Boolean);
    return parts.length > 0 ? parts.join("; ") : words.say("noPlace");
  }

  paperButton(place, extra = {}) {
    const paper = this.corpus.papers[place];
    return element(
      "button", {
        type: "button", class: "paper-link", "data-paper": paper.id, title: paper.title,
        onclick: () => this.actions.select(place), ...extra,
      },
      paper.name, paper.date ? element("span", { class: "paper-link-date" }, ` ${paper.date.slice(0, 7)}`) : null);
  }

  /* All ancestors or descendants, a paragraph for each generation. */
  relatives(direction, generations, shown) {
    const { words } = this;
    if (generations.size === 0) return null;
    const byGeneration = Map.groupBy
      ? Map.groupBy([...generations], ([, number]) => number)
      : [...generations].reduce((groups, entry) => groups.set(entry[1], [...(groups.get(entry[1]) ?? []), entry]), new Map());
    const hidden = [...generations.keys()].filter((place) => !shown[place]).length;
    return element(
      "section", { class: "relatives", "data-testid": direction },
      element(
        "h3", {}, words.say(direction), " ", element("span", { class: "count" }, String(generations.size)),
        hidden > 0 ? element("span", { class: "empty" }, ` ${words.say("hiddenByFilters", hidden)}`) : null),
      element(
        "ol", { class: "plain generations" },
        [...byGeneration].sort((a, b) => a[0] - b[0]).map(([number, entries]) =>
          element(
            "li", { class: `shade-${Math.min(number, LAST_SHADE)}` },
            element(
              "span", { class: "generation-number", title: words.say("generation", number) },
              element("span", { class: "visually-hidden" }, words.say("generation", number)),
              element("span", { "aria-hidden": "true" }, direction === "ancestors" ? `−${number}` : `+${number}`)),
            element("span", { class: "generation-papers" }, entries.map(([place]) => place).sort((a, b) => a - b).map((place) => this.paperButton(place)))))));
  }

  // Why

  /* The chain between two papers, or the means to choose the second one. */
  why(state, found) {
    const { words, corpus } = this;
    if (state.other === null) {
      const input = element("input", { id: "why-search", class: "field", type: "search", "data-testid": "why-search" });
      const results = element("ul", { id: "why-results", class: "results", role: "listbox", hidden: true });
      const picker = new PaperPicker(input, results, {
        find: (text) => this.actions.find(text).filter((place) => place !== state.paper),
        pick: (place) => this.actions.compare(place),
        describe: (place) => this.actions.describe(place),
        found: () => {},
      });
      picker.translate(words, words.say("whySearch"), words.say("whySearch"));
      const pick = element("button", { type: "button", id: "why-pick", class: "button", "data-testid": "why-pick", onclick: () => this.actions.pickInPicture() });
      labelButton(pick, { text: words.say("whyPick") });
      return element(
        "details", { class: "why-chooser", "data-testid": "why", open: this.isChoosing },
        element("summary", { id: "why-summary" }, words.say("why")),
        element("p", { class: "empty" }, words.say("whyHelp")),
        element("div", { class: "why-fields" }, element("div", { class: "search" }, input, results), pick));
    }
    const end = element("button", { type: "button", id: "why-end", class: "button", "data-testid": "why-end", onclick: () => this.actions.compare(null) });
    labelButton(end, { text: words.say("whyEnd") });
    const { chain } = found;
    const name = (place) => corpus.papers[place].name;
    if (!chain) {
      return element(
        "section", { class: "why", "data-testid": "why-answer" },
        element("h3", {}, words.say("whyNone", name(state.paper), name(state.other))),
        found.shared.length > 0
          ? element(
              "p", {}, words.say("whyShared", found.shared.length), " ",
              element("span", { class: "generation-papers" }, found.shared.map((place) => this.paperButton(place))))
          : element("p", {}, words.say("whyNothingShared")),
        end);
    }
    const later = corpus.relations[chain[0]].citing;
    const earlier = corpus.relations[chain.at(-1)].cited;
    const steps = chain.flatMap((number) => {
      const relation = corpus.relations[number];
      return [
        element(
          "li", { class: "chain-step", "data-kind": relation.kind },
          element("span", { class: "verb" }, words.say("verbs")[relation.kind]), this.evidence(number)),
        element("li", { class: "chain-paper" }, this.paperButton(relation.cited)),
      ];
    });
    return element(
      "section", { class: "why", "data-testid": "why-answer" },
      element("h3", {}, words.say("whyTitle", name(later), name(earlier))),
      element("p", { class: "empty" }, words.say("whySteps", chain.length)),
      element("ol", { class: "plain chain" }, element("li", { class: "chain-paper" }, this.paperButton(later)), steps),
      end);
  }
}
