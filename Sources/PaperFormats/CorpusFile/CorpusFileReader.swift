import PaperLineage
import Yams

/// Reads one corpus file.
struct CorpusFileReader {
  private let file: CorpusFile

  init(_ file: CorpusFile) {
    self.file = file
  }

  func read(into assembly: inout CorpusAssembly) {
    let root: Node?
    do {
      guard !AliasExpansion.mayHang(onComposing: file.text) else { return reportAliases(in: &assembly) }
      root = try Yams.compose(yaml: readableText)
    } catch {
      assembly.diagnostics.append(diagnostic(for: error))
      assembly.isComplete = false
      return
    }
    guard let root, !isEmpty(root) else {
      assembly.diagnostics.append(
        Diagnostic(
          .error, .wrongType, "the file is empty", remedy: "write “papers:” and a list of papers",
          place: SourcePlace(file: file.name, line: 1, column: 1)))
      assembly.isComplete = false
      return
    }
    guard !AliasExpansion.isTooLarge(root, text: file.text) else {
      return reportAliases(in: &assembly)
    }
    guard case .mapping(let mapping) = root else {
      report(
        .wrongType, "this is no corpus file: it holds \(kindOfNode(root)) where “papers:”, “topics:” … should stand",
        remedy: "see the README on the corpus format", at: root, in: &assembly)
      assembly.isComplete = false
      return
    }
    for (key, value) in mapping {
      readSetting(key, value, into: &assembly)
    }
  }

  private func reportAliases(in assembly: inout CorpusAssembly) {
    assembly.diagnostics.append(
      Diagnostic(
        .error, .tooLarge, "the aliases of this file repeat its parts too often",
        remedy: "write out what “*name” stands for", place: SourcePlace(file: file.name, line: 1, column: 1)))
    assembly.isComplete = false
  }

  /// The file's text as YAML can read it: without a byte order mark, and without the pairs of escapes by which JSON
  /// writes a character beyond U+FFFF.
  private var readableText: String {
    var text = file.text
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    guard let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else { return text }
    // An escaped backslash is looked at first, so that what follows it is no escape.
    return text.replacing(/\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/) { match in
      guard let high = match.1, let low = match.2 else { return String(match.0) }
      return String(decoding: [high, low].compactMap { UInt16($0, radix: 16) }, as: UTF16.self)
    }
  }

  // MARK: - The file's own keys

  private func readSetting(_ key: Node, _ value: Node, into assembly: inout CorpusAssembly) {
    let name = key.string ?? ""
    if let language = language(of: name, after: CorpusKeys.File.translated) {
      if let text = text(value, of: name, in: &assembly), set(name, text, at: key, in: &assembly) {
        assembly.parts.titles[language] = text
      }
      return
    }
    switch CorpusKeys.File(rawValue: name) {
    case .title:
      if let text = text(value, of: name, in: &assembly), set(name, text, at: key, in: &assembly) {
        assembly.parts.title = text
      }
    case .date:
      guard let text = text(value, of: name, in: &assembly) else { return }
      guard let choice = DateChoice(rawValue: text) else {
        let roles = DateChoice.allCases.map(\.rawValue)
        report(
          .badValue, "“\(text)” is no role of dates",
          remedy: Spelling.suggestion(for: text, among: roles, otherwise: "use one of \(list(roles))"),
          at: value, in: &assembly)
        return
      }
      if set(name, text, at: key, in: &assembly) { assembly.parts.dateChoice = choice }
    case .topics:
      readTopics(value, into: &assembly)
    case .papers:
      guard case .sequence(let papers) = value else {
        report(
          .wrongType, "“papers” holds \(kindOfNode(value)), not a list", remedy: "begin each paper with “- id: …”",
          at: value, in: &assembly)
        assembly.isComplete = false
        return
      }
      for paper in papers { readPaper(paper, into: &assembly) }
    case nil:
      reportUnknownKey(
        key, of: "a corpus file", known: CorpusKeys.File.allCases.map(\.rawValue), in: &assembly)
    }
  }

  /// Notes a setting; false, with a fault, if another file or line set something else.
  private func set(_ name: String, _ value: String, at key: Node, in assembly: inout CorpusAssembly) -> Bool {
    if let earlier = assembly.settings[name], earlier.value != value {
      report(
        .conflict, "“\(name)” is “\(value)” here and “\(earlier.value)” at \(earlier.place)",
        remedy: "say it in one file only", at: key, in: &assembly)
      return false
    }
    assembly.settings[name] = (value, place(key))
    return true
  }

  private func readTopics(_ value: Node, into assembly: inout CorpusAssembly) {
    guard case .mapping(let topics) = value else {
      report(
        .wrongType, "“topics” holds \(kindOfNode(value)), not ids with their labels",
        remedy: "write “foundation: {label: Foundation models}”", at: value, in: &assembly)
      return
    }
    for (key, value) in topics {
      guard let id = text(key, of: "the id of a topic", in: &assembly) else { continue }
      var topic = Topic(id: id, label: id)
      switch value {
      case .mapping(let labels):
        for (labelKey, labelValue) in labels {
          let name = labelKey.string ?? ""
          if let language = language(of: name, after: CorpusKeys.Topic.translated) {
            topic.labels[language] = text(labelValue, of: name, in: &assembly)
          } else if CorpusKeys.Topic(rawValue: name) == .label {
            topic.label = text(labelValue, of: name, in: &assembly) ?? id
          } else {
            reportUnknownKey(
              labelKey, of: "a topic", known: CorpusKeys.Topic.allCases.map(\.rawValue) + ["label-zh"], in: &assembly)
          }
        }
      default:
        topic.label = text(value, of: id, in: &assembly) ?? id
      }
      if let earlier = assembly.parts.topics.first(where: { $0.id == id }) {
        if earlier != topic {
          report(
            .conflict, "the topic “\(id)” is declared twice, differently", remedy: "declare it in one file only",
            at: key, in: &assembly)
        }
      } else {
        assembly.parts.topics.append(topic)
      }
    }
  }

  // MARK: - Papers

  private func readPaper(_ node: Node, into assembly: inout CorpusAssembly) {
    guard case .mapping(let mapping) = node else {
      report(
        .wrongType, "a paper is \(kindOfNode(node)) here, not keys with values", remedy: "begin it with “- id: …”",
        at: node, in: &assembly)
      assembly.isComplete = false
      return
    }
    // The id comes first, as messages and relations speak of it.
    guard let id = readID(mapping, of: node, into: &assembly) else { return }
    var paper = Paper(id: id, title: "", place: place(node))
    var name: String?
    var texts: [PaperText.Field: PaperText] = [:]
    for (key, value) in mapping {
      let keyName = key.string ?? ""
      if let kind = RelationKind(rawValue: keyName) {
        readRelations(value, of: id, kind: kind, into: &assembly)
        continue
      }
      guard let known = CorpusKeys.Paper(rawValue: keyName) else {
        reportUnknownKey(
          key, of: "a paper",
          known: CorpusKeys.Paper.allCases.map(\.rawValue) + RelationKind.allCases.map(\.rawValue), in: &assembly,
          hint: "the kinds of relations are \(list(RelationKind.allCases.map(\.rawValue)))")
        continue
      }
      switch known {
      case .id: break
      case .title:
        paper.title = text(value, of: keyName, in: &assembly) ?? "?"
        texts[.title] = placed(paper.title, .title, at: value)
      case .name: name = text(value, of: keyName, in: &assembly)
      case .aliases: paper.aliases = self.texts(value, of: keyName, in: &assembly)
      case .dates: paper.versions = readVersions(value, of: id, in: &assembly)
      case .organizations: paper.organizations = self.texts(value, of: keyName, in: &assembly)
      case .listedOrganization: paper.listedOrganization = text(value, of: keyName, in: &assembly)
      case .topic: paper.topic = text(value, of: keyName, in: &assembly)
      case .external: paper.isExternal = flag(value, of: keyName, in: &assembly) ?? false
      case .authors: paper.authors = readAuthors(value, in: &assembly)
      case .moreAuthors: paper.hasMoreAuthors = flag(value, of: keyName, in: &assembly) ?? false
      case .type: paper.publication.type = readType(value, in: &assembly)
      case .venue: paper.publication.venue = text(value, of: keyName, in: &assembly)
      case .volume: paper.publication.volume = text(value, of: keyName, in: &assembly)
      case .issue: paper.publication.issue = text(value, of: keyName, in: &assembly)
      case .pages: paper.publication.pages = text(value, of: keyName, in: &assembly)
      case .publisher: paper.publication.publisher = text(value, of: keyName, in: &assembly)
      case .language: paper.publication.language = text(value, of: keyName, in: &assembly)
      case .keywords: paper.publication.keywords = self.texts(value, of: keyName, in: &assembly)
      case .retracted: paper.publication.isRetracted = flag(value, of: keyName, in: &assembly) ?? false
      case .doi, .arxiv, .pmid, .pmcid, .openalex, .s2, .corpusID, .dblp, .isbn, .wos, .scopus:
        if let scheme = known.scheme { readIdentifier(value, scheme, into: &paper, &assembly) }
      case .link: paper.link = address(value, of: keyName, in: &assembly)
      case .code: paper.code = address(value, of: keyName, in: &assembly)
      case .impact:
        paper.impact = text(value, of: keyName, in: &assembly)
        texts[.impact] = paper.impact.map { placed($0, .impact, at: value) }
      case .abstract:
        texts[.abstract] = paragraphs(value, of: keyName, in: &assembly).map { placed($0, .abstract, at: value) }
      case .notes: paper.notes = self.texts(value, of: keyName, in: &assembly)
      case .source: paper.source = text(value, of: keyName, in: &assembly)
      }
    }
    if paper.title.isEmpty {
      report(
        .missingTitle, "the paper “\(id)” has no title", remedy: "add “title: …” with the exact title", at: node,
        in: &assembly)
    }
    paper.name = name ?? paper.title
    paper.texts = PaperText.Field.allCases.compactMap { texts[$0] }
    assembly.parts.papers.append(paper)
  }

  private func readID(_ mapping: Node.Mapping, of node: Node, into assembly: inout CorpusAssembly) -> PaperID? {
    guard let value = mapping.first(where: { $0.key.string == CorpusKeys.Paper.id.rawValue })?.value else {
      let title = mapping.first { $0.key.string == CorpusKeys.Paper.title.rawValue }?.value.string
      report(
        .missingID, "a paper\(title.map { ", “\($0)”," } ?? "") has no id",
        remedy: "add “id: …”, made of lower-case letters, digits and hyphens", at: node, in: &assembly)
      assembly.isComplete = false
      return nil
    }
    guard let text = text(value, of: "id", in: &assembly) else {
      assembly.isComplete = false
      return nil
    }
    return PaperID(rawValue: text)
  }

  private func readVersions(_ node: Node, of id: PaperID, in assembly: inout CorpusAssembly) -> [PaperVersion] {
    guard case .mapping(let mapping) = node else {
      report(
        .wrongType, "“dates” of “\(id)” holds \(kindOfNode(node)), not dates with their roles",
        remedy: "write “dates: {submitted: 2023-07-18}”", at: node, in: &assembly)
      return []
    }
    var versions: [PaperVersion] = []
    let roles = DateRole.allCases.map(\.rawValue)
    for (key, value) in mapping {
      guard let role = key.string.flatMap(DateRole.init) else {
        reportUnknownKey(key, of: "dates", known: roles, in: &assembly)
        continue
      }
      if case .mapping(let parts) = value {
        var date: PublicationDate?
        var venue: String?
        var saysDate = false
        for (partKey, partValue) in parts {
          switch partKey.string.flatMap(CorpusKeys.Version.init) {
          case .date:
            saysDate = true
            date = self.date(partValue, in: &assembly)
          case .venue: venue = text(partValue, of: "venue", in: &assembly)
          case nil:
            reportUnknownKey(
              partKey, of: "a date", known: CorpusKeys.Version.allCases.map(\.rawValue), in: &assembly)
          }
        }
        if !saysDate {
          report(
            .badDate, "“\(role.rawValue)” of “\(id)” has no date", remedy: "add “date: …”", at: value, in: &assembly)
        }
        if let date { versions.append(PaperVersion(role: role, date: date, venue: venue)) }
      } else if let date = date(value, in: &assembly) {
        versions.append(PaperVersion(role: role, date: date))
      }
    }
    return DateRole.allCases.flatMap { role in versions.filter { $0.role == role } }
  }

  private func readAuthors(_ value: Node, in assembly: inout CorpusAssembly) -> [PaperAuthor] {
    texts(value, of: "authors", in: &assembly).compactMap { name in
      if let author = PaperAuthor(name) { return author }
      report(
        .badValue, "“\(name)” is no name", remedy: "write “Family, Given”, or a body in braces", at: value,
        in: &assembly)
      return nil
    }
  }

  private func readType(_ value: Node, in assembly: inout CorpusAssembly) -> WorkType? {
    guard let text = text(value, of: "type", in: &assembly) else { return nil }
    if let type = WorkType(rawValue: text) { return type }
    let known = WorkType.allCases.map(\.rawValue)
    report(
      .badValue, "“\(text)” is no type of work",
      remedy: Spelling.suggestion(for: text, among: known, otherwise: "write one of \(list(known))"), at: value,
      in: &assembly)
    return nil
  }

  private func readIdentifier(
    _ value: Node, _ scheme: PaperIdentifier.Scheme, into paper: inout Paper, _ assembly: inout CorpusAssembly
  ) {
    var identifiers = DistinctList(paper.identifiers)
    for text in texts(value, of: scheme.rawValue, in: &assembly) {
      guard let identifier = PaperIdentifier(scheme, text) else {
        report(
          .badIdentifier, "“\(text)” is no \(scheme.name)", remedy: "write it like \(scheme.example)", at: value,
          in: &assembly)
        continue
      }
      identifiers.add(identifier)
    }
    paper.identifiers = identifiers.all
  }

  // MARK: - Relations

  private func readRelations(
    _ value: Node, of citing: PaperID, kind: RelationKind, into assembly: inout CorpusAssembly
  ) {
    if case .sequence(let items) = value {
      for item in items { readRelation(item, of: citing, kind: kind, into: &assembly) }
    } else {
      readRelation(value, of: citing, kind: kind, into: &assembly)
    }
  }

  private func readRelation(
    _ node: Node, of citing: PaperID, kind: RelationKind, into assembly: inout CorpusAssembly
  ) {
    guard case .mapping(let mapping) = node else {
      guard let cited = text(node, of: kind.rawValue, in: &assembly) else { return }
      assembly.parts.relations.append(
        Relation(
          citing: citing, cited: PaperID(rawValue: cited), kind: kind,
          evidence: [Evidence(source: .curated, place: place(node))], place: place(node)))
      return
    }
    var cited: String?
    var locator: String?
    var note: String?
    var isVerified: Bool?
    var confidence: Double?
    for (key, value) in mapping {
      switch key.string.flatMap(CorpusKeys.Relation.init) {
      case .paper: cited = text(value, of: "paper", in: &assembly)
      case .locator: locator = text(value, of: "where", in: &assembly)
      case .verified: isVerified = flag(value, of: "verified", in: &assembly)
      case .confidence: confidence = self.confidence(value, in: &assembly)
      case .note: note = text(value, of: "note", in: &assembly)
      case nil:
        reportUnknownKey(key, of: "a relation", known: CorpusKeys.Relation.allCases.map(\.rawValue), in: &assembly)
      }
    }
    guard let cited else {
      if mapping[Node(CorpusKeys.Relation.paper.rawValue)] == nil {
        report(
          .danglingRelation, "a relation “\(citing) \(kind.rawValue)” does not say to which paper",
          remedy: "add “paper: …” with its id", at: node, in: &assembly)
      }
      return
    }
    assembly.parts.relations.append(
      Relation(
        citing: citing, cited: PaperID(rawValue: cited), kind: kind,
        evidence: [
          Evidence(
            source: .curated, locator: locator, note: note, isVerified: isVerified, confidence: confidence,
            place: place(node))
        ],
        place: place(node)))
  }

  // MARK: - Values

  private func text(_ node: Node, of key: String, in assembly: inout CorpusAssembly) -> String? {
    guard case .scalar(let scalar) = node else {
      report(.wrongType, "“\(key)” is \(kindOfNode(node)), not a text", at: node, in: &assembly)
      return nil
    }
    // Line breaks and doubled blanks come from folding and mean nothing.
    let text = scalar.string.spacedByOne
    guard !text.isEmpty, !isEmpty(node) else {
      report(.wrongType, "“\(key)” is empty", remedy: "give it a value, or leave the key out", at: node, in: &assembly)
      return nil
    }
    return text
  }

  /// A text of several paragraphs, a line feed between them.
  private func paragraphs(_ node: Node, of key: String, in assembly: inout CorpusAssembly) -> String? {
    guard text(node, of: key, in: &assembly) != nil, case .scalar(let scalar) = node else { return nil }
    let lines = scalar.string.split(whereSeparator: \.isNewline)
    return lines.map { String($0).spacedByOne }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// A value with its place: exact for one that stands in one line as it is, else where the value begins.
  private func placed(_ text: String, _ field: PaperText.Field, at node: Node) -> PaperText {
    var place = place(node)
    if case .scalar(let scalar) = node, scalar.style == .doubleQuoted || scalar.style == .singleQuoted {
      place.column += 1
    }
    return PaperText(field: field, text: text, runs: [PaperText.Run(offset: 0, place: place)])
  }

  private func texts(_ node: Node, of key: String, in assembly: inout CorpusAssembly) -> [String] {
    guard case .sequence(let items) = node else {
      return text(node, of: key, in: &assembly).map { [$0] } ?? []
    }
    return items.compactMap { text($0, of: key, in: &assembly) }
  }

  private func flag(_ node: Node, of key: String, in assembly: inout CorpusAssembly) -> Bool? {
    guard let text = text(node, of: key, in: &assembly) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      report(
        .badValue, "“\(key)” is “\(text)”", remedy: "write true or false", at: node, in: &assembly)
      return nil
    }
  }

  private func confidence(_ node: Node, in assembly: inout CorpusAssembly) -> Double? {
    guard let text = text(node, of: "confidence", in: &assembly) else { return nil }
    guard let number = Double(text), 0...1 ~= number else {
      report(
        .badValue, "the confidence is “\(text)”", remedy: "write a number from 0 to 1", at: node, in: &assembly)
      return nil
    }
    return number
  }

  private func date(_ node: Node, in assembly: inout CorpusAssembly) -> PublicationDate? {
    guard let text = text(node, of: "date", in: &assembly) else { return nil }
    guard let date = PublicationDate(text) else {
      report(.badDate, badDateMessage(text), remedy: "write 2023, 2023-07 or 2023-07-18", at: node, in: &assembly)
      return nil
    }
    return date
  }

  private func badDateMessage(_ text: String) -> String {
    let parts = text.split(separator: "-").map { Int($0) }
    if parts.count >= 2, let month = parts[1], parts[0] != nil, !(1...12 ~= month) {
      return "“\(text)” is no date: there is no month \(month)"
    }
    if parts.count == 3, parts.allSatisfy({ $0 != nil }) {
      return "“\(text)” is no date of the calendar"
    }
    return "“\(text)” is no date"
  }

  private func address(_ node: Node, of key: String, in assembly: inout CorpusAssembly) -> String? {
    guard let text = text(node, of: key, in: &assembly) else { return nil }
    guard PaperIdentifier.isWebAddress(text) else {
      report(
        .badValue, "“\(key)” is “\(text)”, which is no web address", remedy: "begin it with https:// or http://",
        at: node, in: &assembly)
      return nil
    }
    return text
  }

  // MARK: - Places and messages

  private func place(_ node: Node) -> SourcePlace {
    SourcePlace(file: file.name, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  private func report(
    _ code: Diagnostic.Code, _ message: String, remedy: String? = nil, at node: Node,
    in assembly: inout CorpusAssembly
  ) {
    assembly.diagnostics.append(Diagnostic(.error, code, message, remedy: remedy, place: place(node)))
  }

  private func reportUnknownKey(
    _ key: Node, of owner: String, known: [String], in assembly: inout CorpusAssembly, hint: String? = nil
  ) {
    let name = key.string ?? kindOfNode(key)
    report(
      .unknownKey, "“\(name)” is no key of \(owner)",
      remedy: Spelling.suggestion(for: name, among: known, otherwise: hint ?? "use one of \(list(known))"),
      at: key, in: &assembly)
  }

  private func list(_ words: [String]) -> String {
    words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + (words.last ?? "")
  }

  private func language(of key: String, after prefix: String) -> String? {
    guard key.hasPrefix(prefix) else { return nil }
    let language = key.dropFirst(prefix.count)
    return 2...3 ~= language.count && language.allSatisfy { "a"..."z" ~= $0 } ? String(language) : nil
  }

  private func isEmpty(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }

  private func kindOfNode(_ node: Node) -> String {
    switch node {
    case .scalar: "a text"
    case .sequence: "a list"
    case .mapping: "keys with values"
    case .alias: "an alias"
    }
  }

  private func diagnostic(for error: any Error) -> Diagnostic {
    var line = 1
    var column = 1
    var problem = "\(error)"
    switch error as? YamlError {
    case .scanner(let context, let text, let mark, _), .parser(let context, let text, let mark, _),
      .composer(let context, let text, let mark, _):
      (line, column) = (mark.line, mark.column)
      problem =
        if text.hasPrefix("Maximum nesting level") {
          "lists and keys are nested too deeply"
        } else if text == "but found another document" {
          "a second document begins here, and a file holds one"
        } else {
          text + (context.map { " (\($0.text) at line \($0.mark.line))" } ?? "")
        }
    case .reader(let text, let offset, _, _):
      problem = text
      if let offset {
        let before = file.text.prefix(offset)
        line = before.count(where: \.isNewline) + 1
        column = before.reversed().prefix { !$0.isNewline }.reduce(0) { $0 + $1.unicodeScalars.count } + 1
      }
    case .duplicatedKeysInMapping(let duplicates, let context):
      (line, column) = (context.mark.line, context.mark.column)
      problem = "the key “\(duplicates.joined(separator: "”, “"))” stands twice in the same place"
    default: break
    }
    return Diagnostic(
      .error, .syntax, "this is not valid YAML: \(problem)",
      remedy: "check quotes, colons and indentation here and on the line above",
      place: SourcePlace(file: file.name, line: line, column: column))
  }
}
