import PaperLineage

/// Reads Pajek networks (`.net`) and projects (`.paj`).
///
/// A vertex is a paper and its label the title; an arc is a relation. The name of a multiplex relation, as in
/// `*Arcs :2 "extends"`, is its kind if it is one of ours or a term of CiTO. A partition of years dates the vertices.
/// Edges, two-mode matrices, other partitions, vectors and permutations are kept apart, as is how vertices are drawn;
/// weights of arcs are not read.
public enum PajekReader {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - file: The network or the project.
  ///   - years: A partition (`.clu`) beside it that holds the year of each vertex; 0 is an unknown one.
  ///   - direction: Which way arcs run. Citation networks of both directions are in use, and a file does not say which
  ///     one it is, but for those that are written here.
  /// - Complexity: O(*n*) for *n* characters and cells of matrices.
  public static func read(
    _ file: CorpusFile, years: CorpusFile? = nil, direction: CitationDirection? = nil
  ) -> RecordReading {
    var parser = PajekParser(file, direction: direction)
    parser.read()
    if let years { parser.readYears(years) }
    return parser.finished()
  }
}

private struct PajekParser {
  /// What the lines of a section are.
  private enum Section {
    case head
    case vertices
    case arcs(kind: String?)
    case edges
    case arcsList(kind: String?)
    case edgesList
    case matrix
    case partition
    case other
  }

  /// A network of the file.
  private struct Network {
    let number: Int
    let place: SourcePlace
    /// How many vertices it declares.
    let count: Int
    /// How many of them are of the first mode.
    let firstMode: Int
    /// Vertices with a line of their own, by number.
    var labels: [Int: (label: String, place: SourcePlace)] = [:]
    /// Names of the relations of a multiplex network, by number.
    var relations: [String: String] = [:]
    var arcs: [Arc] = []

    var isTwoMode: Bool { firstMode > 0 && firstMode < count }
    /// Numbers are unique within a network only.
    func key(_ vertex: Int) -> String { number == 0 ? "\(vertex)" : "\(number + 1):\(vertex)" }
  }

  private struct Arc {
    let source: Int
    let target: Int
    let kind: String?
    let place: SourcePlace
  }

  private let file: CorpusFile
  private var records: GraphRecords
  private var networks: [Network] = []
  /// The first network of each size, once all are read.
  private var networkOfSize: [Int: Int] = [:]
  private var partitions: [(name: String, place: SourcePlace, values: [Int])] = []
  private var section = Section.head
  private var relation: String?
  private var matrixRow = 0
  /// How many vertices all networks so far have.
  private var vertexCount = 0
  private var isInNetwork = true
  private let askedDirection: CitationDirection?
  private var mayDeclareDirection = true

  init(_ file: CorpusFile, direction: CitationDirection?) {
    self.file = file
    askedDirection = direction
    records = GraphRecords(file, format: .pajek, direction: direction ?? .citingFirst)
  }

  mutating func read() {
    let text = file.text.hasPrefix("\u{FEFF}") ? String(file.text.dropFirst()) : file.text
    for line in TextLine.lines(of: text) {
      let content = line.text.trimmed
      guard !content.isEmpty else { continue }
      let place = records.place(line.number)
      if content.hasPrefix("%") {
        readComment(content, at: place)
      } else if content.hasPrefix("*") {
        begin(content, at: place)
      } else {
        read(content, at: place)
      }
    }
    for network in networks { add(network) }
    for (number, network) in networks.enumerated().reversed() { networkOfSize[network.count] = number }
    for partition in partitions { date(by: partition.values, name: partition.name, at: partition.place, isSaid: false) }
  }

  func finished() -> RecordReading { records.finished() }

  private mutating func readComment(_ text: String, at place: SourcePlace) {
    if mayDeclareDirection {
      for direction in CitationDirection.allCases where text.contains("direction: \(direction.rawValue)") {
        records.settleDirection(said: direction, asked: askedDirection, at: place)
        mayDeclareDirection = false
        return
      }
    }
    records.addIgnored(text, "a comment", at: place)
  }

  // MARK: - Sections

  private mutating func begin(_ line: String, at place: SourcePlace) {
    let words = PajekWords.split(line)
    let name = words[0].text.dropFirst().lowercased()
    let kind = relation(of: words)
    switch name {
    case "network":
      (section, isInNetwork) = (.head, true)
    case "vertices":
      guard isInNetwork else { return }
      beginVertices(words, line, at: place)
    case "arcs": section = .arcs(kind: kind)
    case "edges": section = .edges
    case "arcslist": section = .arcsList(kind: kind)
    case "edgeslist": section = .edgesList
    case "matrix":
      (section, matrixRow, relation) = (.matrix, 0, kind)
    case "partition":
      let title = words.dropFirst().map(\.text).joined(separator: " ")
      partitions.append((title, place, []))
      (section, isInNetwork) = (.partition, false)
    default:
      // Vectors, permutations, clusters, hierarchies, events of time.
      records.addIgnored(line, "an object that holds no papers and no relations", at: place)
      (section, isInNetwork) = (.other, false)
    }
    if case .vertices = section { return }
    if networks.isEmpty, ["arcs", "edges", "arcslist", "edgeslist", "matrix"].contains(name) {
      records.addIgnored(line, "lines of a network without vertices", at: place)
      section = .other
    }
  }

  /// `*Arcs :2 "extends"`: the number and the name of a relation.
  private mutating func relation(of words: [PajekWords.Word]) -> String? {
    guard let place = words.indices.dropFirst().first(where: { words[$0].text.hasPrefix(":") && !words[$0].isQuoted })
    else { return nil }
    var number = String(words[place].text.dropFirst())
    var next = place + 1
    if number.isEmpty, next < words.count {
      number = words[next].text
      next += 1
    }
    let name = next < words.count ? words[next...].map(\.text).joined(separator: " ") : nil
    if let name, let last = networks.indices.last { networks[last].relations[number] = name }
    return name ?? networks.last?.relations[number]
  }

  private mutating func beginVertices(_ words: [PajekWords.Word], _ line: String, at place: SourcePlace) {
    let numbers = words.dropFirst().map { Int($0.text) }
    section = .vertices
    guard let count = numbers.first ?? nil, count >= 0 else {
      section = .other
      return records.addUnread(line, "the number of vertices is missing", at: place)
    }
    // A vertex that is not written out takes at least four bytes of the arcs that name it, unless there are few.
    guard count <= 10_000 + file.text.utf8.count / 4 - vertexCount else {
      section = .other
      return records.addUnread(line, "more vertices than a file of this size can hold", at: place)
    }
    vertexCount += count
    networks.append(
      Network(
        number: networks.count, place: place, count: count, firstMode: (numbers.count > 1 ? numbers[1] : nil) ?? 0))
  }

  // MARK: - Lines

  private mutating func read(_ line: String, at place: SourcePlace) {
    switch section {
    case .head: records.addIgnored(line, "text before the network", at: place)
    case .vertices: readVertex(line, at: place)
    case .arcs(let kind): readArc(line, kind: kind, isDirected: true, at: place)
    case .edges: readArc(line, kind: nil, isDirected: false, at: place)
    case .arcsList(let kind): readList(line, kind: kind, isDirected: true, at: place)
    case .edgesList: readList(line, kind: nil, isDirected: false, at: place)
    case .matrix: readRow(line, at: place)
    case .partition:
      guard let value = Int(line) ?? Double(line).flatMap({ Int(exactly: $0) }), let last = partitions.indices.last
      else { return records.addIgnored(line, "no number of a class", at: place) }
      partitions[last].values.append(value)
    case .other: records.addIgnored(line, "a line of an object that holds no papers", at: place)
    }
  }

  private mutating func readVertex(_ line: String, at place: SourcePlace) {
    let words = PajekWords.split(line)
    guard let last = networks.indices.last, let number = Int(words[0].text), 1...max(1, networks[last].count) ~= number,
      networks[last].count > 0
    else { return records.addUnread(line, "no number of a vertex", at: place) }
    guard networks[last].labels[number] == nil else {
      return records.addUnread(line, "a second vertex \(number)", at: place)
    }
    let label = words.count > 1 ? TextEntities.decoded(words[1].text) : ""
    networks[last].labels[number] = (label, place)
  }

  private mutating func readArc(_ line: String, kind: String?, isDirected: Bool, at place: SourcePlace) {
    guard isDirected else { return records.addEdge(text: line, at: place) }
    var words = PajekWords.split(line)
    var kind = kind
    // `2: 1 3`: a line of relation 2.
    if let first = words.first, first.text.hasSuffix(":"), let last = networks.last {
      kind = last.relations[String(first.text.dropLast())] ?? kind
      words.removeFirst()
    }
    // A label of the line itself, `1 2 1 l "extends"`, says more than the section does.
    if let letter = words.firstIndex(where: { $0.text == "l" && !$0.isQuoted }), letter + 1 < words.count,
      RelationWord(words[letter + 1].text) != nil
    {
      kind = words[letter + 1].text
    }
    guard words.count >= 2, let source = Int(words[0].text), let target = Int(words[1].text),
      let last = networks.indices.last
    else { return records.addIgnored(line, "no arc: two numbers of vertices are missing", at: place) }
    networks[last].arcs.append(Arc(source: source, target: target, kind: kind, place: place))
  }

  private mutating func readList(_ line: String, kind: String?, isDirected: Bool, at place: SourcePlace) {
    let numbers = line.split(whereSeparator: \.isWhitespace).map { Int($0) }
    guard let last = networks.indices.last, let first = numbers.first, let source = first, source != .min,
      !numbers.contains(nil)
    else {
      return records.addIgnored(line, "no list of numbers of vertices", at: place)
    }
    // A minus before the first number only tells how lines are drawn.
    for target in numbers.dropFirst().compactMap({ $0 }) {
      if isDirected {
        networks[last].arcs.append(Arc(source: abs(source), target: target, kind: kind, place: place))
      } else {
        records.addEdge(text: "\(source) \(target)", at: place)
      }
    }
  }

  private mutating func readRow(_ line: String, at place: SourcePlace) {
    guard let last = networks.indices.last else { return }
    matrixRow += 1
    // A copy of the network would have its arcs copied with the next one.
    let (isTwoMode, firstMode) = (networks[last].isTwoMode, networks[last].firstMode)
    guard matrixRow <= (isTwoMode ? firstMode : networks[last].count) else {
      return records.addIgnored(line, "more rows than vertices", at: place)
    }
    for (column, cell) in line.split(whereSeparator: \.isWhitespace).enumerated() {
      guard let value = Double(cell) else {
        records.addIgnored(String(cell), "no number in a matrix", at: place)
        continue
      }
      guard value != 0 else { continue }
      let target = column + 1 + (isTwoMode ? firstMode : 0)
      if isTwoMode {
        records.addEdge(text: "\(matrixRow) \(target)", at: place)
      } else {
        networks[last].arcs.append(Arc(source: matrixRow, target: target, kind: relation, place: place))
      }
    }
  }

  // MARK: - Result

  private mutating func add(_ network: Network) {
    for vertex in 0..<network.count {
      let line = network.labels[vertex + 1]
      records.addNode(key: network.key(vertex + 1), label: line?.label, at: line?.place ?? network.place)
    }
    for arc in network.arcs {
      records.addArc(
        from: network.key(arc.source), to: network.key(arc.target), kind: arc.kind, text: "\(arc.source) \(arc.target)",
        at: arc.place)
    }
    if network.isTwoMode {
      records.add(
        Diagnostic(
          .warning, .badValue,
          "a network of two modes: \(network.firstMode) of its \(network.count) vertices are of one sort, the others of another, and not all may be papers",
          remedy: "use the network of citations", place: network.place))
    }
  }

  /// Reads a partition that is known to hold years.
  mutating func readYears(_ other: CorpusFile) {
    var values: [Int] = []
    let text = other.text.hasPrefix("\u{FEFF}") ? String(other.text.dropFirst()) : other.text
    let start = SourcePlace(file: other.name, line: 1, column: 1)
    for line in TextLine.lines(of: text) {
      let content = line.text.trimmed
      if content.isEmpty || content.hasPrefix("*") || content.hasPrefix("%") { continue }
      guard let value = Int(content) ?? Double(content).flatMap({ Int(exactly: $0) }) else {
        records.addIgnored(
          content, "no year", at: SourcePlace(file: other.name, line: line.number, column: 1))
        // The lines behind it stay with their vertices.
        values.append(0)
        continue
      }
      values.append(value)
    }
    date(by: values, name: "", at: start, isSaid: true)
  }

  private mutating func date(by values: [Int], name: String, at place: SourcePlace, isSaid: Bool) {
    // Pajek writes 999999998 for a missing value.
    let known = values.filter { $0 != 0 && $0 != 999_999_998 && $0 != 999_999_999 }
    let areYears = !known.isEmpty && known.allSatisfy { 1500...2100 ~= $0 }
    guard isSaid || areYears else {
      return records.addIgnored("*Partition \(name)", "a partition that holds no years", at: place)
    }
    guard let network = networkOfSize[values.count].map({ networks[$0] }) else {
      return records.add(
        Diagnostic(
          .warning, .badDate, "\(values.count) years, but no network of as many vertices",
          remedy: "give the partition of this network", place: place))
    }
    for (vertex, value) in values.enumerated() {
      if let date = PublicationDate(year: value) { records.setYear(date, ofKey: network.key(vertex + 1)) }
    }
  }
}

/// The words of a line of Pajek: bare ones between blanks, and quoted ones.
enum PajekWords {
  struct Word {
    let text: String
    let isQuoted: Bool
  }

  /// - Complexity: O(*n*) for *n* characters.
  static func split(_ line: String) -> [Word] {
    var words: [Word] = []
    var rest = line[...]
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first else { break }
      if first == "\"" {
        let body = rest.dropFirst()
        // A quotation that nobody closes ends with the line.
        let end = body.firstIndex(of: "\"") ?? body.endIndex
        words.append(Word(text: String(body[..<end]), isQuoted: true))
        rest = end < body.endIndex ? body[body.index(after: end)...] : body[end...]
      } else {
        let end = rest.firstIndex { $0.isWhitespace || $0 == "\"" } ?? rest.endIndex
        words.append(Word(text: String(rest[..<end]), isQuoted: false))
        rest = rest[end...]
      }
    }
    return words.isEmpty ? [Word(text: "", isQuoted: false)] : words
  }
}
