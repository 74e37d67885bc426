import PaperLineage

/// An element of an XML text with all that is in it.
struct MarkupElement: Sendable {
  enum Content: Sendable {
    case element(MarkupElement)
    case text(String)
  }

  /// The name without the prefix of a namespace.
  let name: String
  /// The attributes, by their names without prefix.
  let attributes: [String: String]
  /// Elements and texts, in order.
  var content: [Content] = []
  /// Where its tag begins.
  let place: SourcePlace
  /// Which bytes of the file it is.
  var range: Range<Int>

  /// The elements directly in it.
  var elements: [MarkupElement] {
    content.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The elements of a name directly in it.
  func elements(_ name: String) -> [MarkupElement] { elements.filter { $0.name == name } }

  /// The first element on a way of names.
  func first(_ way: String...) -> MarkupElement? {
    var element = self
    for name in way {
      guard let next = element.elements.first(where: { $0.name == name }) else { return nil }
      element = next
    }
    return element
  }

  /// All elements of a name in it, however deep, in order; those within such an element not again.
  func all(_ name: String) -> [MarkupElement] {
    elements.flatMap { $0.name == name ? [$0] : $0.all(name) }
  }

  /// The texts in it, those of its elements too: markup inside of a title does not count. Runs of blanks are one blank.
  var text: String { rawText.spacedByOne }

  private var rawText: String {
    content.map { part in
      switch part {
      case .text(let text): text
      case .element(let element): element.rawText
      }
    }.joined()
  }

  /// The text of the first element on a way of names, if there is any.
  func text(_ name: String) -> String? { elements(name).lazy.map(\.text).first { !$0.isEmpty } }
}
