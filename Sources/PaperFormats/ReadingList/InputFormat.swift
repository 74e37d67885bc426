import Foundation

/// A format that no reader here reads, told by its content.
public enum ForeignFormat: String, Sendable, CaseIterable {
  case bibtex, ris, webOfScience, pubmed, xml, html, pajek, gml, dot, csv, edgeList, json, gzip, zip, pdf, binary, prose

  /// What it is called, with an article where it takes one.
  public var words: String {
    switch self {
    case .bibtex: "BibTeX"
    case .ris: "RIS"
    case .webOfScience: "an export of the Web of Science"
    case .pubmed: "an export of PubMed"
    case .xml: "XML"
    case .html: "a web page"
    case .pajek: "a Pajek file"
    case .gml: "GML"
    case .dot: "a DOT graph"
    case .csv: "a table of values between commas or tabs"
    case .edgeList: "a list of edges"
    case .json: "JSON that is no corpus"
    case .gzip: "a gzip archive"
    case .zip: "a zip archive"
    case .pdf: "a PDF"
    case .binary: "binary data"
    case .prose: "plain text without papers"
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
  /// A bibliography.
  case bibliography(BibliographyFormat)

  /// Tells what a file is.
  ///
  /// - Throws: ``InputError/unknownFormat(path:looksLike:)`` if it is nothing that can be read.
  /// - Complexity: O(*n*) for *n* bytes.
  static func detect(_ file: CorpusFile) throws(InputError) -> InputFormat {
    let start = Start(file.text)
    guard let first = start.lines.first else { return .corpus }
    if let format = start.bibliography(named: file.name) { return .bibliography(format) }
    if let format = start.unmistakable { throw .unknownFormat(path: file.name, looksLike: format) }
    let endsLikeCorpus = CorpusSource.fileEndings.contains { file.name.lowercased().hasSuffix(".\($0)") }
    if first.hasPrefix("{") || first.hasPrefix("[") {
      if start.isJSONOfCorpus(file.text) { return .corpus }
      // A list may begin with a link or a badge.
      if !first.hasPrefix("[") || first.firstMatch(of: #/^\[\s*($|[\[{"0-9])/#) != nil {
        throw .unknownFormat(path: file.name, looksLike: .json)
      }
    }
    if endsLikeCorpus || start.hasCorpusKey { return .corpus }
    let reading = ReadingListReader.read(file)
    if reading.form != .none { return .readingList(reading) }
    if start.mayBeYAML { return .corpus }
    throw .unknownFormat(path: file.name, looksLike: start.guess)
  }

  /// The bibliography that a text is, told by its first lines, and by its name where they leave it open; `nil` if it is
  /// none.
  static func bibliography(_ file: CorpusFile) -> BibliographyFormat? {
    Start(file.text).bibliography(named: file.name)
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

    /// A bibliography, told by its first line; one with other text before it by the ending of its name and an entry in
    /// the first lines. A list in Markdown may well show a BibTeX entry, so an entry alone does not tell.
    func bibliography(named name: String) -> BibliographyFormat? {
      switch unmistakable {
      case .bibtex: return .bibtex
      case .ris: return .ris
      case .pubmed: return .nbib
      case .webOfScience: return .webOfScience
      default: break
      }
      let endings: [(String, ForeignFormat, BibliographyFormat)] = [
        (".bib", .bibtex, .bibtex), (".bibtex", .bibtex, .bibtex), (".ris", .ris, .ris), (".nbib", .pubmed, .nbib),
        (".isi", .webOfScience, .webOfScience), (".ciw", .webOfScience, .webOfScience),
      ]
      let lower = name.lowercased()
      guard let (_, looks, format) = endings.first(where: { lower.hasSuffix($0.0) || lower.hasSuffix($0.0 + ".gz") })
      else { return guess == .ris ? .ris : guess == .pubmed ? .nbib : nil }
      return lines.isEmpty || guess == looks || format == .bibtex ? format : nil
    }

    /// A format that nothing else looks like.
    var unmistakable: ForeignFormat? {
      guard let first = lines.first else { return nil }
      let lower = first.lowercased()
      if first.firstMatch(of: #/^@[A-Za-z]+\s*[{(]/#) != nil { return .bibtex }
      if first.firstMatch(of: #/^TY  ?- ?/#) != nil { return .ris }
      if first.firstMatch(of: #/^PMID *- ?[0-9]/#) != nil { return .pubmed }
      if first.hasPrefix("FN ") || first.hasPrefix("PT J") || first.hasPrefix("PT B") { return .webOfScience }
      if lower.hasPrefix("*vertices") || lower.hasPrefix("*network") { return .pajek }
      if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html") { return .html }
      if lower.hasPrefix("<?xml") || lower.hasPrefix("<!doctype") { return .xml }
      let roots = ["graphml", "gexf", "feed", "records", "pubmedarticleset", "rss", "rdf:rdf"]
      if roots.contains(where: { lower.hasPrefix("<" + $0) }) { return .xml }
      if lower.firstMatch(of: #/^(strict\s+)?(di)?graph\b[^:]*[{]/#) != nil { return .dot }
      if lower.firstMatch(of: #/^(graph\s*(\[.*)?|creator\s+".*)$/#) != nil,
        lines.prefix(20).contains(where: { $0.contains("[") })
      {
        return .gml
      }
      return nil
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
      let sample = sample
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
