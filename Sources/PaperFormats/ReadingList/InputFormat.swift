import Foundation

/// A format that no reader here reads, told by its content.
public enum ForeignFormat: String, Sendable, CaseIterable {
  case bibtex, ris, webOfScience, pubmed, xml, turtle, html, pajek, gml, dot, csv, edgeList, json, yaml, gzip, zip,
    pdf, binary, prose, proseWithBibTeX

  /// What it is called, with an article where it takes one.
  public var words: String {
    switch self {
    case .bibtex: "BibTeX"
    case .ris: "RIS"
    case .webOfScience: "an export of the Web of Science"
    case .pubmed: "an export of PubMed"
    case .xml: "XML"
    case .turtle: "RDF in Turtle"
    case .html: "a web page"
    case .pajek: "a Pajek file"
    case .gml: "GML"
    case .dot: "a DOT graph"
    case .csv: "a table of values between commas or tabs"
    case .edgeList: "a list of edges"
    case .json: "JSON that is no corpus"
    case .yaml: "YAML without papers and topics"
    case .gzip: "a gzip archive"
    case .zip: "a zip archive"
    case .pdf: "a PDF"
    case .binary: "binary data"
    case .prose: "plain text without papers"
    case .proseWithBibTeX: "plain text with an entry of BibTeX in it"
    }
  }

  /// Tells a format that is no text by its first bytes.
  init?(magic bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(512))
    if start.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if start.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      self = .zip
    } else if start.starts(with: Array("%PDF-".utf8)) {
      self = .pdf
    } else if !start.starts(with: [0xFF, 0xFE]), !start.starts(with: [0xFE, 0xFF]), start.contains(0) {
      self = .binary
    } else {
      return nil
    }
  }
}

/// What an input is, told by its content, and by its ending where the content leaves it open.
enum InputFormat {
  /// A corpus file, YAML or JSON.
  case corpus
  /// A reading list, with what came out of reading it.
  case readingList(ReadingListReading)
  /// A bibliography, a graph, or a table of papers or citations.
  case bibliography(BibliographyFormat)

  /// Tells what a file is.
  ///
  /// - Throws: ``InputError/unknownFormat(path:looksLike:)`` if it is nothing that can be read.
  /// - Complexity: O(*n*) for *n* bytes.
  static func detect(_ file: CorpusFile) throws(InputError) -> InputFormat {
    let start = Start(file.text)
    guard let first = start.lines.first else {
      return FileEnding.format(of: file.name).map { .bibliography($0) } ?? .corpus
    }
    let endsLikeCorpus = CorpusSource.fileEndings.contains { file.name.lowercased().hasSuffix(".\($0)") }
    let isObject = first.hasPrefix("{")
    if isObject, start.isJSONOfCorpus(file.text) { return .corpus }
    if let format = start.bibliography(file.text, named: file.name) { return .bibliography(format) }
    if let format = start.unmistakable { throw .unknownFormat(path: file.name, looksLike: format) }
    // A list may begin with a link or a badge.
    if isObject || first.firstMatch(of: #/^\[\s*($|[\[{"0-9])/#) != nil {
      throw .unknownFormat(path: file.name, looksLike: .json)
    }
    if endsLikeCorpus || start.hasCorpusKey { return .corpus }
    let reading = ReadingListReader.read(file)
    if reading.form != .none { return .readingList(reading) }
    if start.mayBeYAML { return .corpus }
    let guess = start.guess
    if guess == .edgeList || start.isListWithArrows { return .bibliography(.edgeList) }
    // A bibliography would have been read.
    throw .unknownFormat(path: file.name, looksLike: guess == .bibtex ? .proseWithBibTeX : guess)
  }

  /// Whether a text that may be YAML has keys or items at the left edge, and they are not those of a corpus file.
  static func isForeignYAML(_ text: String) -> Bool {
    var isForeign = false
    for line in text.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" }) {
      guard let first = line.first, first != " ", first != "\t", first != "#" else { continue }
      let line = String(line)
      if line.hasPrefix("{") { return false }
      guard let key = key(beginning: line) else {
        isForeign = isForeign || line.hasPrefix("- ")
        continue
      }
      if key == "papers" || key == "topics" { return false }
      isForeign =
        isForeign
        || key != CorpusKeys.File.title.rawValue && key != CorpusKeys.File.date.rawValue
          && !key.hasPrefix(CorpusKeys.File.translated)
    }
    return isForeign
  }

  /// The key that a line of YAML at the left edge begins with; it may be several words.
  private static func key(beginning line: String) -> String? {
    guard let colon = line.firstIndex(of: ":"), line[line.index(after: colon)...].first?.isWhitespace ?? true else {
      return nil
    }
    let key = line[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "\u{FEFF}\"' \t"))
    func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isAlphabetic }
    let isPlain = key.unicodeScalars.allSatisfy {
      isLetter($0) || $0.properties.numericType != nil || $0 == " " || $0 == "-" || $0 == "."
    }
    guard isPlain, let first = key.unicodeScalars.first, first == "." || isLetter(first) else { return nil }
    return key
  }

  /// The bibliography that a text is, told by its first lines, and by its name where they leave it open; `nil` if it is
  /// none.
  static func bibliography(_ file: CorpusFile) -> BibliographyFormat? {
    let start = Start(file.text)
    guard !start.lines.isEmpty else { return FileEnding.format(of: file.name) }
    return start.bibliography(file.text, named: file.name)
  }

  /// Whether a text that begins like this is a list of relations: two words a line, perhaps with numbers behind them.
  ///
  /// Words without any digit could be anything. They are taken for identifiers if tabs separate them, or if they make
  /// chains: some stand on both sides, and most stand there again.
  static func isEdgeList(beginning data: Data, isWhole: Bool) -> Bool {
    // The cut may be in the middle of a line or a character.
    let lines = isWhole ? data : data.prefix(through: data.lastIndex(of: UInt8(ascii: "\n")) ?? data.endIndex - 1)
    guard !data.isEmpty, !lines.contains(0), let text = String(validating: lines, as: UTF8.self) else { return false }
    let start = Start(text)
    guard !start.isEcosystemList, start.taggedOrGraph == nil else { return false }
    return start.unmistakable == nil && !start.hasCorpusKey && !start.mayBeYAML && start.guess == .edgeList
      && !(start.lines.first?.hasPrefix("{") ?? true) && !(start.lines.first?.hasPrefix("[") ?? true)
  }

  /// The first lines of a text, and what they say of it.
  private struct Start {
    let lines: [String]

    init(_ text: String) {
      var lines: [String] = []
      let head = text.unicodeScalars.prefix(20_000)
      for line in head.split(whereSeparator: { $0 == "\n" || $0 == "\r" }).prefix(200) {
        let trimmed = String(line).trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "\u{FEFF}")))
        if !trimmed.isEmpty { lines.append(trimmed) }
      }
      self.lines = lines
    }

    /// The lines that are no comments of a graph file.
    private var content: ArraySlice<String> {
      var isInside = false
      let rest = lines.filter { line in
        if isInside || line.hasPrefix("/*") {
          isInside = !line.contains("*/")
          return false
        }
        return !line.hasPrefix("%") && !line.hasPrefix("#") && !line.hasPrefix("//")
      }
      return rest[...]
    }

    /// A bibliography, told by its first line; one with other text before it by an entry in the first lines. A list in
    /// Markdown may well show a BibTeX entry, so that this alone does not tell. Where the content leaves it open, the
    /// ending of the name decides.
    func bibliography(_ text: String, named name: String) -> BibliographyFormat? {
      if let format = taggedOrGraph { return format }
      guard let first = lines.first else { return nil }
      if first.hasPrefix("{") || first.hasPrefix("[") {
        if let format = JSONFormat.detect(Data(text.utf8.prefix(1 << 18))) { return format }
      }
      if first.hasPrefix("<"), let format = MarkupFormat.detect(text) { return format }
      if isEcosystemList { return .ecosystemGraphs }
      let ending = FileEnding.format(of: name)
      let isOpen = unmistakable == nil || unmistakable == .xml && (ending == .graphML || ending == .gexf)
      if let ending, isOpen, !FileEnding.isTagged(ending) || guess == .prose { return ending }
      switch guess {
      // Reference managers begin with comments.
      case .bibtex where first.hasPrefix("%"): return .bibtex
      case .ris: return .ris
      case .pubmed: return .nbib
      default: break
      }
      guard unmistakable == nil, !hasCorpusKey else { return nil }
      return TableFormat.detect(headerLine: text.prefix(64_000)).map(\.bibliographyFormat)
    }

    /// A bibliography of tagged lines or a graph that its first line tells.
    var taggedOrGraph: BibliographyFormat? {
      switch unmistakable {
      case .bibtex: .bibtex
      case .ris: .ris
      case .pubmed: .nbib
      case .webOfScience: .webOfScience
      case .pajek: .pajek
      case .gml: .gml
      case .dot: .dot
      default: nil
      }
    }

    /// A format that nothing else looks like.
    var unmistakable: ForeignFormat? {
      guard let first = lines.first else { return nil }
      let lower = first.lowercased()
      if first.firstMatch(of: #/^@[A-Za-z]+\s*[{(]/#) != nil { return .bibtex }
      if first.firstMatch(of: #/^TY  ?- ?/#) != nil { return .ris }
      if first.firstMatch(of: #/^PM(ID|CR?) *- ?[0-9]/#) != nil { return .pubmed }
      // Records without a number, as ERIC has them.
      if first.firstMatch(of: #/^OWN *- [A-Z]/#) != nil, lines.contains(where: { $0.hasPrefix("TI  - ") }) {
        return .pubmed
      }
      if first.hasPrefix("FN ") || first.firstMatch(of: #/^PT [JBSPC]$/#) != nil { return .webOfScience }
      if lower.firstMatch(of: #/^(@(prefix|base)\s|prefix\s+\w*:|<[a-z]+:\/\/[^>]*>\s+<)/#) != nil { return .turtle }
      if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html") { return .html }
      if lower.hasPrefix("<?xml") || lower.hasPrefix("<!doctype") { return .xml }
      let roots = ["graphml", "gexf", "feed", "records", "pubmedarticleset", "rss", "rdf:rdf"]
      if roots.contains(where: { lower.hasPrefix("<" + $0) }) { return .xml }
      return graph
    }

    /// A graph in text: Pajek, DOT or GML.
    private var graph: ForeignFormat? {
      let content = content
      guard let first = content.first else { return nil }
      let lower = first.lowercased()
      let objects = ["vertices", "network", "arcs", "edges", "arcslist", "edgeslist", "matrix", "partition", "vector"]
      if objects.contains(where: { lower.hasPrefix("*" + $0) && !lower.hasPrefix("*" + $0 + "*") }) { return .pajek }
      if lower.firstMatch(of: #/^(strict\s+)?(di)?graph\b[^:]*[{]/#) != nil { return .dot }
      if lower.firstMatch(of: #/^(strict\s+)?(di)?graph(\s+("[^"]*"|[\w.]+))?$/#) != nil,
        content.dropFirst().first?.hasPrefix("{") == true
      {
        return .dot
      }
      let start = content.prefix(20)
      if lower.firstMatch(of: #/^(graph\s*(\[.*)?|(creator|comment|label)\s+".*|(version|directed)\s+\S+)$/#) != nil,
        start.contains(where: { $0.lowercased().firstMatch(of: #/(^|\s)graph\s*(\[|$)/#) != nil }),
        start.contains(where: { $0.contains("[") })
      {
        return .gml
      }
      return nil
    }

    /// Whether it is a YAML list of assets as Ecosystem Graphs has them: no other list has these fields.
    var isEcosystemList: Bool {
      guard let first = lines.first(where: { !$0.hasPrefix("#") && $0 != "---" }),
        first.firstMatch(of: #/^- +[a-z_]+:( |$)/#) != nil
      else { return false }
      let fields: Set<String> = [
        "created_date", "dependencies", "intended_uses", "modality", "model_card", "monitoring", "nationality",
        "organization", "prohibited_uses", "quality_control", "training_emissions", "training_hardware", "type",
      ]
      let found = lines.compactMap { line -> String? in
        line.firstMatch(of: #/^(?:- +)?([a-z_]+):( |$)/#).map { String($0.output.1) }
      }
      return Set(found).intersection(fields).count >= 3
    }

    /// Whether the lines are relations with arrows between two identifiers: `A00-1000 ==> P99-1001`.
    var isListWithArrows: Bool {
      let sample = sample
      return !sample.isEmpty && sample.allSatisfy { $0.firstMatch(of: #/^\S+\s+[-=]{1,3}>\s+\S+$/#) != nil }
    }

    /// Whether a line at the left edge is a key that only corpus files have.
    var hasCorpusKey: Bool {
      lines.contains { $0.firstMatch(of: #/^(papers|topics)\s*:(\s*$|\s*[\[{#&*!])/#) != nil }
    }

    /// Whether what is no list can be meant as a corpus file: it has the keys of one, or is YAML by its first line.
    var mayBeYAML: Bool {
      guard let first = lines.first(where: { !$0.hasPrefix("#") }) else { return true }
      return first.hasPrefix("---") || first.hasPrefix("%YAML")
        || first.firstMatch(of: #/^["']?[a-z]+(-[a-z]+)*["']?\s*:(\s|$)/#) != nil
    }

    /// Whether JSON has the keys of a corpus at its top level.
    func isJSONOfCorpus(_ text: String) -> Bool {
      let keys = Self.topKeys(of: text)
      if lines.first?.hasPrefix("[") == true { return false }
      let known = Set(CorpusKeys.File.allCases.map(\.rawValue))
      let foreign = keys.count { !known.contains($0) && !$0.hasPrefix(CorpusKeys.File.translated) }
      return keys.contains("papers") || keys.contains("topics") ? foreign * 2 <= keys.count : foreign == 0
    }

    /// The keys at the top level of JSON, or of YAML in the same form; as far as they can be told from broken text.
    private static func topKeys(of text: String) -> Set<String> {
      var keys: Set<String> = []
      var depth = 0
      var word: [UInt8] = []
      var quote: UInt8?
      var isEscaped = false
      for byte in text.utf8 {
        if let open = quote {
          if isEscaped {
            isEscaped = false
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == open {
            quote = nil
          } else if depth == 1, word.count < 64 {
            word.append(byte)
          }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): quote = byte
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ":") where depth == 1:
          if !word.isEmpty { keys.insert(String(decoding: word, as: UTF8.self)) }
          word = []
        case UInt8(ascii: ",") where depth == 1: word = []
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
        default: if depth == 1, word.count < 64 { word.append(byte) }
        }
        if keys.count > 100 { break }
      }
      return keys
    }

    /// The first lines that are no comments.
    private var sample: ArraySlice<String> {
      lines.filter { !$0.hasPrefix("#") && !$0.hasPrefix("%") }.prefix(20)
    }

    /// Whether the lines are relations.
    var isEdgeList: Bool {
      var sample = sample
      // The first line may name the columns, and say by that what the lines are.
      let isNamed = sample.first.map { CitationColumns(CitationListReader.fields(of: $0[...])) != nil } ?? false
      if isNamed, sample.count > 1 { sample = sample.dropFirst() }
      let words = #/^([^\s,;]+)(\t|[ \t]*[,;][ \t]*|[ \t]+)([^\s,;]+)([\s,;]+[-+0-9.:eE]+){0,2}$/#
      var pairs: [(Substring, Substring, Substring, Substring, Substring?)] = []
      for line in sample {
        guard let match = line.firstMatch(of: words) else { return false }
        pairs.append(match.output)
      }
      guard !pairs.isEmpty else { return false }
      // A table with quotation marks, or a list of dates.
      if pairs.contains(where: { $0.1.hasPrefix("\"") || $0.3.hasPrefix("\"") }) { return false }
      if pairs.dropFirst(pairs.count > 1 ? 1 : 0).allSatisfy({ $0.3.firstMatch(of: #/^\d{4}(-\d\d){1,2}$/#) != nil }) {
        return false
      }
      if isNamed { return true }
      func hasDigit(_ text: Substring) -> Bool { text.contains { $0.isASCII && $0.isNumber } }
      // The first line may name the columns.
      let named = pairs.dropFirst(pairs.count > 1 && !hasDigit(pairs[0].1) && !hasDigit(pairs[0].3) ? 1 : 0)
      if named.allSatisfy({ hasDigit($0.1) || hasDigit($0.3) }) { return true }
      guard pairs.count > 2, !pairs.contains(where: { $0.1.hasSuffix(":") }) else { return false }
      if pairs.allSatisfy({ $0.2 == "\t" }) { return true }
      let (citing, cited) = (pairs.map(\.1), pairs.map(\.3))
      return !Set(citing).isDisjoint(with: cited) && Set(citing + cited).count * 3 < pairs.count * 4
    }

    /// What else it may be.
    var guess: ForeignFormat {
      if lines.contains(where: { $0.firstMatch(of: #/^@[A-Za-z]+\s*[{(]/#) != nil }) { return .bibtex }
      if lines.contains(where: { $0.firstMatch(of: #/^TY  ?- ?[A-Z]/#) != nil }) { return .ris }
      if lines.contains(where: { $0.firstMatch(of: #/^PMID *- ?[0-9]/#) != nil }) { return .pubmed }
      if lines.contains(where: { $0.lowercased().hasPrefix("*vertices") }) { return .pajek }
      if lines.first?.hasPrefix("<") == true { return .xml }
      if lines.contains(where: { $0.lowercased().hasPrefix("graph [") }) { return .gml }
      if isEdgeList { return .edgeList }
      let sample = sample
      for separator in [",", "\t", ";"] as [Character] {
        let counts = sample.prefix(5).map { line in line.count { $0 == separator } }
        if sample.count > 1, let least = counts.min(), least >= 1, counts.first.map({ $0 >= 1 }) == true,
          separator != "," || least >= 2 || counts.allSatisfy({ $0 == least })
        {
          return .csv
        }
      }
      return .prose
    }
  }
}
