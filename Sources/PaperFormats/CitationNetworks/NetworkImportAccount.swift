/// What became of every record and every reference of files that were made a citation network. The numbers add up:
/// records are those that told of a new paper, those that told of one again, and those that could not be read; references
/// are relations, said again, of a paper to itself, or to a paper that no file holds.
public struct NetworkImportAccount: Sendable, Encodable, Equatable {
  /// The account of one file, or of several corpus files together.
  public struct File: Sendable, Encodable, Equatable {
    /// The file as it was named; of several what they are.
    public var file: String
    /// What it is.
    public var format: String
    /// Works that it holds, or rows of citations.
    public var records = 0
    /// Papers that it was the first to tell of.
    public var papers = 0
    /// Works of papers that were there already.
    public var merged = 0
    /// Records that could not be read.
    public var unread = 0
    /// References of its papers.
    public var references = 0

    init(file: String, format: String) {
      (self.file, self.format) = (file, format)
    }

    /// The account of a file that is read as a corpus.
    init(_ told: ImportAccount.File) {
      self.init(file: told.file, format: told.format)
      (records, papers, merged, unread) = (told.records, told.papers, told.merged, told.unread)
      references = told.references
    }
  }

  /// What came of papers and references as a whole.
  public struct Relations: Sendable, Encodable, Equatable {
    /// Papers of the network.
    public var papers = 0
    /// Papers among them that references name and no file tells of.
    public var citedOnly = 0
    /// Papers that turned out to be others told of before, by a common identifier.
    public var joined = 0
    /// Dates that contradict an earlier one of the same paper.
    public var contradictingDates = 0
    /// References of all papers.
    public var references = 0
    /// References to papers that no file tells of, left out.
    public var dangling = 0
    /// Relations of the network.
    public var relations = 0
    /// References that say again what another said.
    public var duplicates = 0
    /// References of a paper to itself.
    public var selfRelations = 0
    /// Relations to a paper that is certainly later.
    public var backward = 0
    /// Relations within a circle of citations.
    public var inCycles = 0
    /// Papers without a date.
    public var undated = 0
    /// Papers without a relation.
    public var isolated = 0
  }

  /// Each file.
  public internal(set) var files: [File] = []
  /// The network.
  public internal(set) var network = Relations()
  /// Whether papers that only references name were asked for.
  public internal(set) var keepsCited = false

  /// Whether the numbers add up.
  var isBalanced: Bool {
    let told = files.reduce(0) { $0 + $1.papers }
    return network.papers == told + network.citedOnly - network.joined
      && network.references == files.reduce(0) { $0 + $1.references }
      && network.references
        == network.relations + network.duplicates + network.selfRelations + network.dangling
      && files.allSatisfy { $0.format == CitationStream.citations || $0.records == $0.papers + $0.merged + $0.unread }
  }

  /// The account in words, a line each.
  public var text: String {
    var lines = files.map { file in
      let what =
        file.format == CitationStream.citations
        ? "\(count(file.records, "citation")), \(count(file.papers, "paper"))"
        : "\(count(file.records, "record")): \(count(file.papers, "paper")), \(file.merged) of papers told before, "
          + "\(count(file.references, "reference"))"
      return "\(file.file) (\(file.format)): \(what), \(file.unread) that cannot be read"
    }
    lines += sums
    return lines.map { line in
      String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control })) + "\n"
    }.joined()
  }

  /// What came of all files together, in words: papers, references, relations.
  public var sums: [String] {
    let numbers = network
    var lines: [String] = []
    lines.append(
      list(
        count(numbers.papers, "paper"), some(numbers.citedOnly, "known from references only"),
        some(numbers.joined, "joined by a common identifier"), some(numbers.undated, "without date"),
        some(numbers.isolated, "without a relation"),
        some(numbers.contradictingDates, "dates told that contradict another of the same paper")))
    lines.append(
      list(
        count(numbers.references, "reference"), "\(numbers.references - numbers.dangling) to papers of these files",
        some(
          numbers.dangling,
          "to papers of none of them, left out"
            + (keepsCited ? "" : "; --keep-cited keeps those as papers without a date"))))
    lines.append(
      list(
        count(numbers.relations, "relation"), some(numbers.duplicates, "said again"),
        some(numbers.selfRelations, "to the paper itself"), some(numbers.backward, "to a later paper"),
        some(numbers.inCycles, "in cycles")))
    return lines
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private func some(_ number: Int, _ words: String) -> String? { number == 0 ? nil : "\(number) \(words)" }

  private func list(_ parts: String?...) -> String { parts.compactMap { $0 }.joined(separator: ", ") }
}
