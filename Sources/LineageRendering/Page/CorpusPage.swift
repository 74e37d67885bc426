public import Foundation
public import PaperLineage

/// A page on which a corpus can be explored: one HTML file that needs no network and nothing beside it.
///
/// It holds the picture as SVG, the papers and relations as JSON (``PageModel`` describes it), and a program that joins
/// the two: search, ancestors and descendants by generation, why one paper stands on another, a range of months, filters,
/// a list, and addresses for all of it in the fragment. A Content-Security-Policy allows that program, by its hash, and
/// nothing else; every value of the corpus is put in as text.
public struct CorpusPage: Sendable {
  private let corpus: Corpus
  private let options: PictureOptions
  private let theme: PictureTheme
  private let picture: Picture
  private let title: String?

  /// Makes the page of a corpus.
  ///
  /// - Parameters:
  ///   - corpus: The papers.
  ///   - options: What is shown, and the language in which the page opens; the reader can change that.
  ///   - theme: The colours in which it opens; the reader can change those as well.
  ///   - title: What the page is called, if not as the corpus.
  public init(
    _ corpus: Corpus, options: PictureOptions = PictureOptions(), theme: PictureTheme = .auto, title: String? = nil
  ) {
    self.init(corpus, options: options, theme: theme, picture: Picture(corpus, options: options), title: title)
  }

  /// Makes the page of a selection: its papers and relations, and bridges for chains through papers left out.
  public init(
    _ selection: CorpusSelection, options: PictureOptions = PictureOptions(), theme: PictureTheme = .auto,
    title: String? = nil
  ) {
    var options = options
    options.selection = selection
    self.init(selection.corpus, options: options, theme: theme, title: title)
  }

  init(_ corpus: Corpus, options: PictureOptions, theme: PictureTheme, picture: Picture, title: String? = nil) {
    var picture = picture
    if let title { picture.title = title }
    self.corpus = corpus
    self.options = options
    self.theme = theme
    self.picture = picture
    self.title = title
  }

  /// The page as a file. The same corpus gives the same bytes.
  ///
  /// - Throws: ``GraphvizError`` if the picture cannot be drawn.
  /// - Complexity: that of the picture, and O(*n*) for *n* bytes of page.
  public func html() throws(GraphvizError) -> Data {
    let style = [Self.part("page.css"), Self.part("picture.css"), Self.colors()].joined(separator: "\n")
    let themeScript = Self.part(Self.themeScriptName)
    let scripts = Self.scriptNames.map(Self.part)
    let policy = [
      "default-src 'none'", "script-src " + ([themeScript] + scripts).map(Self.source).joined(separator: " "),
      "style-src " + Self.source(style), "img-src data:", "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
    let svg = try self.svg()
    var model = PageModel(corpus, picture, options: options)
    if let title { model.rename(title) }
    let values = [
      "language": options.language.code,
      "theme": theme == .paper ? "light" : theme.rawValue,
      "theme-script": "<script>\(themeScript)</script>",
      "policy": policy,
      "title": XMLElement.escaped(picture.title, inAttribute: false),
      "style": style,
      "picture": svg,
      "data": model.scriptText(),
      "scripts": scripts.map { "<script>\($0)</script>" }.joined(separator: "\n"),
    ]
    return Data(Self.filled(Self.part("page.html"), with: values).utf8)
  }

  // MARK: - Parts

  /// What is run before anything is painted.
  static let themeScriptName = "theme.js"
  /// The parts of the program, each after those it builds on.
  static let scriptNames = [
    "words.js", "elements.js", "corpus.js", "search.js", "state.js", "viewport.js", "picture.js", "picker.js",
    "panel.js", "list.js", "brush.js", "filters.js", "export.js", "page.js",
  ]

  static func part(_ name: String) -> String {
    guard let file = EmbeddedPage.files.first(where: { $0.name == name }) else {
      preconditionFailure("“\(name)” was not compiled in")
    }
    return file.text.description
  }

  /// A template with each `{{name}}` replaced, in one pass: what is put in is not looked at again.
  private static func filled(_ template: String, with values: [String: String]) -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      let name = String(rest[open.upperBound..<close.lowerBound])
      guard let value = values[name] else { preconditionFailure("the template asks for “\(name)”") }
      text += rest[..<open.lowerBound] + value
      rest = rest[close.upperBound...]
    }
    return text + rest
  }

  /// A text as a policy allows it: by its hash.
  private static func source(_ text: String) -> String {
    "'sha256-\(Data(SHA256.digest(of: text.utf8)).base64EncodedString())'"
  }

  /// The colours of the picture for the page's style: those of topics by name, and what each becomes on a dark ground.
  private static func colors() -> String {
    var rules: [String] = []
    for (place, topic) in Palette.topics.enumerated() {
      rules.append(
        ".topic-color-\(place) { --topic-fill: \(topic.fill); --topic-border: \(topic.border); "
          + "--topic-label: \(topic.label); }")
      rules.append(
        ".dark .topic-color-\(place) { --topic-fill: \(topic.darkFill); --topic-border: \(topic.darkBorder); "
          + "--topic-label: \(topic.darkLabel); }")
    }
    for (light, dark) in Palette.darkColors {
      rules.append(
        ":where(.dark #picture) [fill=\"\(light)\"] { fill: \(dark); } :where(.dark #picture) [stroke=\"\(light)\"] { stroke: \(dark); }"
      )
    }
    return rules.joined(separator: "\n") + "\n"
  }

  // MARK: - Picture

  /// The picture without what the page does itself: style, tooltips and links.
  private func svg() throws(GraphvizError) -> String {
    // On light ground: the page's style exchanges the colours. The page lights papers up itself.
    let root = try PictureSVG(picture, lighting: PictureSVG.Lighting.none).finished()
    root["id"] = "picture"
    // A group, not a document: what is in it can be used.
    root["role"] = "group"
    root.children.removeAll { child in
      if case .element(let element) = child { element.name == "style" } else { false }
    }
    for graph in root.elements where graph.name == "g" { graph.strip() }
    var text = ""
    root.write(to: &text)
    return text
  }
}

extension XMLElement {
  private var classes: [Substring] { (self["class"] ?? "").split(separator: " ") }

  /// Takes off tooltips, links around what they hold, and what names a part or lights it up by other means; leaves of a
  /// paper or relation one group with its shapes and texts.
  fileprivate func strip(insidePart: Bool = false) {
    let isPart = classes.contains("paper") || classes.contains("relation")
    if isPart { for name in ["tabindex", "role", "aria-label"] { self[name] = nil } }
    children = children.flatMap { child -> [Child] in
      guard case .element(let element) = child else { return [child] }
      if element.name == "title" { return [] }
      element.strip(insidePart: isPart || insidePart)
      let isWrapper = element.name == "a" || (element.name == "g" && (isPart || insidePart))
      return isWrapper ? element.children : [child]
    }
  }
}
