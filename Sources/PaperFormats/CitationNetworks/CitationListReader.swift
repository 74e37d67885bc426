import PaperLineage

/// Reads a list of citations as records: two identifiers a line, as they are found beside data sets of networks.
///
/// Each identifier is a paper that has nothing but its name; one that is a DOI, an arXiv id or the like is known by it.
/// Tabs, blanks, commas, semicolons and arrows stand between the two; what follows is not read. Lines that begin with `#`
/// or `%` are comments. A first line that names the columns says which one cites. Lists of millions are for
/// ``NetworkSource``, which keeps no records.
public enum CitationListReader {
  /// Reads a file.
  ///
  /// - Parameter direction: Which way the arcs run, if the names of the columns do not say who cites; from the citing
  ///   paper, if nobody says.
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile, direction: CitationDirection? = nil) -> RecordReading {
    var columns = CitationColumns.sourceFirst
    var records = GraphRecords(file, format: .edgeList, direction: .citingFirst)
    var isFirst = true
    for line in TextLine.lines(of: file.text) {
      let text = line.number == 1 ? line.text.drop { $0 == "\u{FEFF}" } : line.text
      let place = records.place(line.number)
      guard let start = text.first(where: { !$0.isWhitespace }) else { continue }
      if start == "#" || start == "%" {
        records.addIgnored(text.trimmed, "a comment", at: place)
        continue
      }
      let fields = fields(of: text)
      defer { isFirst = false }
      if isFirst, let named = CitationColumns(fields) {
        columns = named
        if let said = named.said, let direction, said != direction { records.add(said.unused(place: place)) }
        records.addIgnored(text.trimmed, "the names of the columns", at: place)
        continue
      }
      guard fields.count >= 2 else {
        records.addUnread(text.trimmed, "one word, and a citation takes two", at: place)
        continue
      }
      let isReversed = columns.isCitedFirst(direction)
      let (citing, cited) = isReversed ? (fields[1], fields[0]) : (fields[0], fields[1])
      for name in [citing, cited] where !records.hasNode(name) {
        records.addNode(key: name, label: nil, at: place)
      }
      records.addArc(from: citing, to: cited, text: text.trimmed, at: place)
    }
    return records.finished()
  }

  /// The first fields of a line.
  static func fields(of line: Substring) -> [String] {
    let line = line.trimmed
    let separators: Set<Character> =
      line.contains("\t") ? ["\t"] : line.contains(";") ? [";"] : line.contains(",") ? [","] : [" "]
    let fields = line.split(maxSplits: 8) { separators.contains($0) }.map { $0.trimmed }.filter { !$0.isEmpty }
    return fields.filter { !["==>", "=>", "->", "-->", "--->", "===>"].contains($0) }
  }
}

/// What the first line of a list of citations says of its columns.
enum CitationColumns {
  /// The first column cites the second one.
  case citing
  /// The first column is cited by the second one.
  case cited
  /// Arcs run from the first column to the second one, and who cites is not said.
  case sourceFirst
  /// Arcs run from the second column to the first one.
  case targetFirst

  /// Fails unless the fields are names of columns that are in use.
  init?(_ fields: [String]) {
    guard fields.count >= 2 else { return nil }
    let names = fields.prefix(2).map { $0.lowercased().filter(\.isLetter) }
    let (sources, targets): (Set<String>, Set<String>) = (
      ["source", "from", "fromnodeid", "fromnode", "src", "sourceid"],
      ["target", "to", "tonodeid", "tonode", "dst", "targetid"]
    )
    let citing: Set<String> = ["citing", "citingid", "citingpaper", "citingpaperid", "citer", "citingdoi"]
    let cited: Set<String> = [
      "cited", "citedid", "citedpaper", "citedpaperid", "referenced", "reference", "citeddoi", "cites",
    ]
    switch (names[0], names[1]) {
    case (let first, let second) where sources.contains(first) && targets.contains(second): self = .sourceFirst
    case (let first, let second) where targets.contains(first) && sources.contains(second): self = .targetFirst
    case (let first, let second) where citing.contains(first) && cited.contains(second): self = .citing
    case (let first, let second) where cited.contains(first) && citing.contains(second): self = .cited
    default: return nil
    }
  }

  /// Which end cites, if the names say so.
  var said: CitationDirection? {
    switch self {
    case .citing: .citingFirst
    case .cited: .citedFirst
    case .sourceFirst, .targetFirst: nil
    }
  }

  /// Whether the second column cites the first one.
  ///
  /// - Parameter direction: Which way arcs run; from the citing paper, if nobody says. Columns that are called citing
  ///   and cited have said it themselves.
  func isCitedFirst(_ direction: CitationDirection?) -> Bool {
    switch self {
    case .citing: false
    case .cited: true
    case .sourceFirst: direction == .citedFirst
    case .targetFirst: direction != .citedFirst
    }
  }
}
