import PaperLineage
import Yams

/// Reads the assets of Ecosystem Graphs (Stanford CRFM): YAML lists of models, data sets and applications.
///
/// An asset is a record with its name, organisation, date and address; its organisation counts as its author. What it
/// depends on is a relation: a model is derived from a model, an application from an application, and everything else
/// uses the other as material (`usesDataFrom`). The address is a link only and names no identifier, as a paper often
/// presents several assets. Fields on licence, size, training and use are not read.
public enum EcosystemGraphsReader {
  /// Reads a file on its own.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ file: CorpusFile) -> RecordReading {
    read([file]).first ?? RecordReading(file: file.name, format: .ecosystemGraphs)
  }

  /// Reads files that are one ecosystem: dependencies are looked for in all of them.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(_ files: [CorpusFile]) -> [RecordReading] {
    var readings: [RecordReading] = []
    var assets: [[Asset]] = []
    for file in files {
      var parser = AssetParser(file)
      parser.read()
      readings.append(parser.reading)
      assets.append(parser.assets)
    }
    let directory = AssetDirectory(assets.flatMap { $0 })
    var suggestions = Suggestions(directory.names)
    let spellings = spellingDiagnostics(assets.flatMap { $0 }, directory)
    for (number, file) in files.enumerated() {
      for twins in directory.twins where twins[0].place.file == file.name {
        readings[number].diagnostics.append(twinDiagnostic(twins))
      }
      readings[number].diagnostics += spellings[file.name] ?? []
      for asset in assets[number] {
        readings[number].records.append(record(asset, directory, &suggestions, &readings[number].diagnostics))
      }
    }
    return readings.map(\.withoutFlood)
  }

  /// Assets of one name, or of names that look like one.
  private static func twinDiagnostic(_ twins: [Asset]) -> Diagnostic {
    let haveOneName = Set(twins.map(\.name)).count == 1
    // It stands where the second one does, which is most often the one that came later.
    return Diagnostic(
      .warning, haveOneName ? .ambiguousName : .nameTwins,
      haveOneName
        ? "\(twins.count) assets have one name: \(listed(twins))"
        : "assets whose names differ in case, width or marks only: \(listed(twins))",
      remedy: "give one of them another name, or join them", place: twins[1].place,
      related: twins.indices.filter { $0 != 1 }.prefix(shownCount).map { twins[$0].place })
  }

  /// Names that no asset has and that are written in several ways: `Github` here, `GitHub` there. Said once for each,
  /// where the second way is written first.
  ///
  /// - Returns: What to say, by the file to say it of.
  private static func spellingDiagnostics(
    _ assets: [Asset], _ directory: AssetDirectory
  ) -> [String: [Diagnostic]] {
    struct Spelling {
      let name: String
      let first: SourcePlace
      var count = 1
    }
    var spellings: [String: [Spelling]] = [:]
    var positions: [String: Int] = [:]
    var keys: [String] = []
    for dependency in assets.flatMap(\.dependencies) {
      if let position = positions[dependency.name] {
        spellings[NameKey(dependency.name).text]?[position].count += 1
        continue
      }
      guard case .none = directory.find(dependency.name, in: dependency.place.file) else { continue }
      let key = NameKey(dependency.name).text
      guard !key.isEmpty else { continue }
      if spellings[key] == nil { keys.append(key) }
      positions[dependency.name] = spellings[key, default: []].count
      spellings[key, default: []].append(Spelling(name: dependency.name, first: dependency.place))
    }
    var diagnostics: [String: [Diagnostic]] = [:]
    for key in keys {
      guard let ways = spellings[key], ways.count > 1 else { continue }
      let shown = ways.prefix(shownCount).map { way in
        "“\(way.name)” (\(way.count == 1 ? "once" : "\(way.count) times"), \(way.first.file):\(way.first.line))"
      }
      let more = ways.count > shownCount ? " and \(ways.count - shownCount) more" : ""
      diagnostics[ways[1].first.file, default: []].append(
        Diagnostic(
          .warning, .nameTwins,
          "names that no asset has differ in case, width or marks only: \(shown.joined(separator: ", "))\(more)",
          remedy: "write them in one way if one thing is meant, and add the asset", place: ways[1].first,
          related: ways.indices.filter { $0 != 1 }.prefix(shownCount).map { ways[$0].first }))
    }
    return diagnostics
  }

  /// How many of the assets of one name are told one by one.
  private static let shownCount = 10

  private static func listed(_ assets: [Asset]) -> String {
    let shown = assets.prefix(shownCount).map { "“\($0.name)” (\($0.place.file):\($0.place.line))" }
    return shown.joined(separator: ", ") + (assets.count > shownCount ? " and \(assets.count - shownCount) more" : "")
  }

  private static func record(
    _ asset: Asset, _ directory: AssetDirectory, _ suggestions: inout Suggestions,
    _ diagnostics: inout [Diagnostic]
  ) -> BibliographicRecord {
    var paper = asset.paper
    paper.place = asset.place
    var references: [CitedReference] = []
    var first: [String: SourcePlace] = [:]
    for dependency in asset.dependencies {
      var reference = CitedReference(
        localKey: dependency.name, title: dependency.name, text: dependency.name, kind: .cites,
        locator: "reference \(references.count + 1)", place: dependency.place)
      if let before = first[dependency.name] {
        diagnostics.append(
          Diagnostic(
            .warning, .duplicateRelation, "“\(asset.name.shortened)” names “\(dependency.name.shortened)” twice",
            remedy: "remove one of them", place: dependency.place, related: [before]))
      } else {
        first[dependency.name] = dependency.place
      }
      func take(_ other: Asset) {
        reference.kind = kind(of: asset.type, on: other.type)
        reference.localKey = other.name
        reference.localKeyFile = other.place.file
        reference.title = other.name
        // What the other file says of it, by which it is found there.
        reference.firstAuthor = other.paper.authors.first?.family
        reference.year = other.paper.versions.first?.date.year
      }
      switch directory.find(dependency.name, in: asset.place.file) {
      case .one(let other):
        take(other)
        if other.name != dependency.name {
          diagnostics.append(
            Diagnostic(
              .warning, .nameTwins,
              "“\(asset.name)” depends on “\(dependency.name)”, and the asset is called “\(other.name)”",
              remedy: "write the name as it is; the relation was made all the same", place: dependency.place,
              related: [other.place]))
        }
      case .several(let others, let taken):
        if let taken { take(taken.asset) }
        diagnostics.append(
          Diagnostic(
            .warning, .ambiguousName,
            "“\(asset.name)” depends on “\(dependency.name)”, and there are \(others.count) assets of this name: "
              + listed(others) + "; " + (taken.map(\.reason) ?? "which one is meant cannot be told"),
            remedy: "give them different names", place: dependency.place,
            related: others.prefix(shownCount).map(\.place)))
      case .none:
        diagnostics.append(
          Diagnostic(
            .warning, .danglingRelation, "“\(asset.name)” depends on “\(dependency.name)”, and no asset is called so",
            remedy: suggestions.suggestion(for: dependency.name, of: asset), place: dependency.place))
      }
      references.append(reference)
    }
    return BibliographicRecord(paper: paper, localKeys: [asset.name], references: references)
  }

  private static func kind(of type: AssetType, on other: AssetType) -> RelationKind {
    switch (type, other) {
    case (.model, .model), (.application, .application): .isDerivedFrom
    case (.other, _), (_, .other): .cites
    default: .usesDataFrom
    }
  }
}

private enum AssetType: String {
  case model, dataset, application, other
}

private struct Asset {
  let name: String
  let type: AssetType
  let paper: Paper
  let dependencies: [(name: String, place: SourcePlace)]
  let place: SourcePlace
}

/// Assets by name.
private struct AssetDirectory {
  enum Found {
    case none
    case one(Asset)
    /// Assets that look alike by their names, and the one that is meant as far as that can be told.
    case several([Asset], taken: (asset: Asset, reason: String)?)
  }

  private let exact: [String: [Asset]]
  private let loose: [String: [Asset]]
  /// The names of the assets, in order.
  let names: [String]
  /// Names of several assets that say the same of who made them, when, and what they are.
  private let copied: Set<String>
  /// Assets whose names are told apart by case or marks only, or not at all, in the order of the files.
  let twins: [[Asset]]

  init(_ assets: [Asset]) {
    exact = Dictionary(grouping: assets, by: \.name)
    names = exact.keys.sorted()
    copied = Set(
      exact.filter { _, assets in
        let first = assets[0]
        return assets.count > 1
          && assets.allSatisfy {
            $0.type == first.type && $0.paper.authors == first.paper.authors
              && $0.paper.versions == first.paper.versions
          }
      }.keys)
    loose = Dictionary(grouping: assets) { NameKey($0.name).text }
    var seen: Set<String> = []
    var twins: [[Asset]] = []
    for asset in assets {
      let key = NameKey(asset.name).text
      if !key.isEmpty, seen.insert(key).inserted, let group = loose[key], group.count > 1 { twins.append(group) }
    }
    self.twins = twins
  }

  /// The asset that a name means where it stands in a file.
  func find(_ name: String, in file: String) -> Found {
    let key = NameKey(name).text
    let name = exact[name] == nil ? nil : name
    let assets = name.flatMap { exact[$0] } ?? (key.isEmpty ? nil : loose[key]) ?? []
    guard assets.count > 1 else { return assets.first.map { .one($0) } ?? .none }
    // A file that is there twice, or an asset that was copied, says nothing new.
    if let name, copied.contains(name) { return .one(assets[0]) }
    // Of very many assets, looking for one each time takes too long, and nobody can mean one of them.
    guard name != nil, assets.count <= 100 else { return .several(assets, taken: nil) }
    let own = assets.filter { $0.place.file == file }
    if own.count == 1 { return .several(assets, taken: (own[0], "the one in this file is taken")) }
    let isOfOne = Set(assets.map { $0.paper.authors.first?.family ?? "" }).count == 1
    guard isOfOne, assets[0].paper.authors.first != nil else { return .several(assets, taken: nil) }
    let dated = assets.first { !$0.paper.versions.isEmpty } ?? assets[0]
    return .several(
      assets,
      taken: (dated, "the one in \(dated.place.file) is taken, as they are all by one organization"))
  }
}

/// What to do about names that no asset has.
private struct Suggestions {
  private let names: [String]
  private var nearest: [String: [String]] = [:]
  private var comparisons = 0

  /// To look for what was meant compares with every name; among very many names it takes too long.
  private static let comparisonLimit = 500_000

  init(_ names: [String]) { self.names = names }

  mutating func suggestion(for name: String, of asset: Asset) -> String {
    let advice = "add the asset, or correct its name"
    if nearest[name] == nil, comparisons + names.count <= Self.comparisonLimit {
      comparisons += names.count
      nearest[name] = Spelling.nearest(to: name, among: names, count: 2)
    }
    guard let word = nearest[name]?.first(where: { $0 != asset.name }) else { return advice }
    return "did you mean “\(word)”? Otherwise \(advice)"
  }
}

private struct AssetParser {
  private let file: CorpusFile
  private(set) var reading: RecordReading
  private(set) var assets: [Asset] = []

  /// Deeper flow collections are not given to the parser of YAML, which recurses.
  private static let depthLimit = 100

  init(_ file: CorpusFile) {
    self.file = file
    reading = RecordReading(file: file.name, format: .ecosystemGraphs)
  }

  mutating func read() {
    let text = file.text.hasPrefix("\u{FEFF}") ? String(file.text.dropFirst()) : file.text
    if case .success(let root) = compose(text) {
      readList(root, firstLine: 1)
      return
    }
    // One asset that is no YAML does not take the others with it.
    for block in blocks(of: text) {
      let place = SourcePlace(file: file.name, line: block.line, column: 1)
      guard block.text.hasPrefix("-") else {
        reading.ignored.append(UnreadBlock(place: place, text: block.text, reason: "outside of assets"))
        continue
      }
      switch compose(block.text) {
      case .success(let root): readList(root, firstLine: block.line)
      case .failure(let fault):
        reading.unread.append(UnreadBlock(place: place, text: block.text, reason: "no YAML: \(fault.reason)"))
      }
    }
  }

  /// Why a text is not taken for YAML.
  private struct Fault: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    /// What the parser of YAML says, in the words that are about the text and not about where it stands.
    init(_ error: any Error) {
      switch error as? YamlError {
      case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _),
        .reader(let problem, _, _, _):
        reason = problem
      case .duplicatedKeysInMapping(let keys, _):
        reason = "the key “\(keys.sorted().joined(separator: "”, “").shortened)” stands twice"
      default: reason = "it cannot be parsed"
      }
    }
  }

  private func compose(_ text: String) -> Result<Node, Fault> {
    guard !Self.isTooDeep(text) else { return .failure(Fault("nested too deep")) }
    guard !AliasExpansion.mayHang(onComposing: text) else { return .failure(Fault("too many aliases")) }
    do {
      guard let root = try Yams.compose(yaml: text) else { return .failure(Fault("nothing in it")) }
      return AliasExpansion.isTooLarge(root, text: text) ? .failure(Fault("too many aliases")) : .success(root)
    } catch {
      return .failure(Fault(error))
    }
  }

  /// Whether brackets or indentation are nested too deep.
  private static func isTooDeep(_ text: String) -> Bool {
    var depth = 0
    var indentations: [Int] = []
    var (column, isAtStart) = (0, true)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        if depth > depthLimit { return true }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      default: break
      }
      if byte == 0x0A {
        (column, isAtStart) = (0, true)
        continue
      }
      if isAtStart, byte != 0x20 {
        // `- - - -` opens a list with every hyphen.
        if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?") {
          while let last = indentations.last, last >= column { indentations.removeLast() }
          indentations.append(column)
        } else {
          isAtStart = false
          while let last = indentations.last, last >= column { indentations.removeLast() }
          indentations.append(column)
        }
        if indentations.count > depthLimit { return true }
      }
      column += 1
    }
    return false
  }

  private func blocks(of text: String) -> [(text: String, line: Int)] {
    var blocks: [(text: String, line: Int)] = []
    for line in TextLine.lines(of: text) {
      if line.text.hasPrefix("-") || blocks.isEmpty {
        blocks.append((String(line.text), line.number))
      } else {
        blocks[blocks.count - 1].text += "\n" + line.text
      }
    }
    return blocks
  }

  private mutating func readList(_ root: Node, firstLine: Int) {
    switch root {
    case .sequence(let items): for item in items { readAsset(item, firstLine) }
    case .mapping(let pairs):
      if root["name"] != nil {
        readAsset(root, firstLine)
      } else {
        // A list under a heading.
        for (_, value) in pairs {
          if case .sequence(let items) = value { for item in items { readAsset(item, firstLine) } }
        }
      }
    default:
      let text = root.string ?? ""
      if !text.spacedByOne.isEmpty {
        reading.ignored.append(
          UnreadBlock(place: place(of: root, firstLine), text: String(text.prefix(1_000)), reason: "no list of assets"))
      }
    }
  }

  private func place(of node: Node, _ firstLine: Int) -> SourcePlace {
    SourcePlace(
      file: file.name, line: (node.mark?.line ?? 1) + firstLine - 1, column: node.mark?.column ?? 1)
  }

  private mutating func readAsset(_ node: Node, _ firstLine: Int) {
    let place = place(of: node, firstLine)
    guard case .mapping = node, let name = text(value(node["name"])) else {
      let text = (try? Yams.serialize(node: node)) ?? ""
      reading.unread.append(
        UnreadBlock(place: place, text: String(text.prefix(10_000)), reason: "an asset without a name"))
      return
    }
    let typeName = text(value(node["type"]))
    let type = AssetType(rawValue: typeName?.lowercased() ?? "") ?? .other
    if type == .other {
      reading.diagnostics.append(
        Diagnostic(
          .warning, .unknownKind,
          typeName.map { "the type “\($0)” of “\(name)” is none that is known" } ?? "“\(name)” has no type",
          remedy: "write model, dataset or application; its relations are read as “cites” until then", place: place))
    }
    var paper = Paper(id: PaperID(rawValue: ""), title: name)
    switch type {
    case .dataset: paper.publication.type = .dataset
    case .model, .application: paper.publication.type = .software
    case .other: break
    }
    if type != .other { paper.publication.keywords = [type.rawValue] }
    readOrganizations(node["organization"], into: &paper, firstLine)
    if let url = value(node["url"]), let address = text(url) {
      let link = FieldLink(address)
      paper.link = link.address
      reading.diagnostics += [link.finding(of: name, at: self.place(of: url, firstLine))].compactMap { $0 }
    }
    if let description = text(value(node["description"])) {
      paper.texts = [PaperText(field: .abstract, text: description)]
    }
    readDate(node["created_date"], into: &paper, firstLine)
    let dependencies = dependencies(of: name, node, firstLine)
    assets.append(Asset(name: name, type: type, paper: paper, dependencies: dependencies, place: place))
  }

  /// One statement that may name several organizations, or a list of them.
  private mutating func readOrganizations(_ node: Node?, into paper: inout Paper, _ firstLine: Int) {
    guard let node = value(node) else { return }
    var statements: [String] = []
    for item in items(of: node) {
      if let statement = text(item) {
        statements.append(statement)
      } else if item.scalar == nil {
        reading.diagnostics.append(
          Diagnostic(
            .warning, .badValue, "“\(paper.title.shortened)”: the organization is no name, and is left out",
            remedy: "write the name of the organization", place: place(of: item, firstLine)))
      }
    }
    paper.authors = statements.map { PaperAuthor(literal: $0) }
    var seen: Set<String> = []
    paper.organizations = statements.flatMap(ListPapers.organizations).filter { seen.insert($0).inserted }
  }

  /// What a field says where it is a value with an explanation, as any field may be; else the field.
  private func value(_ node: Node?) -> Node? {
    guard let node, case .mapping = node, let value = node["value"] else { return node }
    return value
  }

  /// The items of a list, or the node alone.
  private func items(of node: Node) -> [Node] {
    if case .sequence(let items) = node { Array(items) } else { [node] }
  }

  /// `2022-12-15`, or a value with an explanation.
  private mutating func readDate(_ node: Node?, into paper: inout Paper, _ firstLine: Int) {
    guard let node else { return }
    if case .mapping = node, let explanation = text(node["explanation"]) { paper.notes.append("Date: \(explanation)") }
    guard let node = value(node), let stated = text(node) else { return }
    var value = stated
    // `2020-06-11; the day of the post`: the explanation may stand behind the date.
    let whole = stated.prefixMatch(of: #/([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\s*[;,:(.]|\s+[^0-9\s\/–—-])/#)
    if let match = whole ?? stated.prefixMatch(of: #/([0-9]{4}(?:-[0-9]{2})?)\s*[;(]/#) {
      value = String(match.output.1)
      let rest = stated.dropFirst(value.count).drop { " ;,:.".contains($0) }
      if !rest.isEmpty { paper.notes.append("Date: \(rest)") }
    }
    let place = place(of: node, firstLine)
    let date = LooseDate.read(value)
    if let date { paper.versions = [PaperVersion(role: .released, date: date)] }
    if let finding = FieldFinding.date(value, read: date, of: paper.title, at: place) {
      reading.diagnostics.append(finding)
    }
  }

  private mutating func dependencies(
    of asset: String, _ node: Node, _ firstLine: Int
  ) -> [(name: String, place: SourcePlace)] {
    guard let node = value(node["dependencies"]) else { return [] }
    var dependencies: [(name: String, place: SourcePlace)] = []
    for item in items(of: node) {
      let place = place(of: item, firstLine)
      var name = text(value(item))
      if case .mapping = item, name == nil { name = text(item["name"]) }
      if let name {
        dependencies.append((name, place))
      } else if item.scalar == nil {
        reading.diagnostics.append(
          Diagnostic(
            .warning, .badValue, "“\(asset.shortened)” depends on something that is no name",
            remedy: "write the name of an asset", place: place))
      }
    }
    return dependencies
  }

  private func text(_ node: Node?) -> String? {
    guard let text = node?.scalar?.string.spacedByOne, !text.isEmpty, text != "null", text != "~" else { return nil }
    return text
  }
}
