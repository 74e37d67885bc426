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
    for (number, file) in files.enumerated() {
      for twins in directory.twins where twins[0].place.file == file.name {
        readings[number].diagnostics.append(twinDiagnostic(twins))
      }
      for asset in assets[number] {
        readings[number].records.append(record(asset, directory, &readings[number].diagnostics))
      }
    }
    return readings.map(\.withoutFlood)
  }

  /// Assets of one name, or of names that look like one.
  private static func twinDiagnostic(_ twins: [Asset]) -> Diagnostic {
    let haveOneName = Set(twins.map(\.name)).count == 1
    let list = twins.map { "“\($0.name)” (\($0.place.file):\($0.place.line))" }.joined(separator: ", ")
    // It stands where the second one does, which is most often the one that came later.
    return Diagnostic(
      .warning, haveOneName ? .ambiguousName : .nameTwins,
      haveOneName
        ? "\(twins.count) assets have one name: \(list)"
        : "assets whose names differ in case, width or marks only: \(list)",
      remedy: "give one of them another name, or join them", place: twins[1].place,
      related: twins.indices.filter { $0 != 1 }.map { twins[$0].place })
  }

  private static func record(
    _ asset: Asset, _ directory: AssetDirectory, _ diagnostics: inout [Diagnostic]
  ) -> BibliographicRecord {
    var paper = asset.paper
    paper.place = asset.place
    var references: [CitedReference] = []
    for dependency in asset.dependencies {
      let found = directory.find(dependency.name)
      var reference = CitedReference(
        localKey: dependency.name, title: dependency.name, text: dependency.name, kind: .cites,
        locator: "reference \(references.count + 1)", place: dependency.place)
      switch found {
      case .one(let other):
        reference.kind = kind(of: asset.type, on: other.type)
        reference.localKey = other.name
        reference.localKeyFile = other.place.file
        reference.title = other.name
        // What the other file says of it, by which it is found there.
        reference.firstAuthor = other.paper.authors.first?.family
        reference.year = other.paper.versions.first?.date.year
        if other.name != dependency.name {
          diagnostics.append(
            Diagnostic(
              .warning, .nameTwins,
              "“\(asset.name)” depends on “\(dependency.name)”, and the asset is called “\(other.name)”",
              remedy: "write the name as it is; the relation was made all the same", place: dependency.place,
              related: [other.place]))
        }
      case .several(let others):
        diagnostics.append(
          Diagnostic(
            .warning, .ambiguousName,
            "“\(asset.name)” depends on “\(dependency.name)”, and there are \(others.count) assets of this name: "
              + others.map { "“\($0.name)” (\($0.place.file):\($0.place.line))" }.joined(separator: ", "),
            remedy: "give them different names", place: dependency.place,
            related: others.map(\.place)))
      case .none:
        diagnostics.append(
          Diagnostic(
            .warning, .danglingRelation, "“\(asset.name)” depends on “\(dependency.name)”, and no asset is called so",
            remedy: directory.suggestion(for: dependency.name, of: asset), place: dependency.place))
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
    case several([Asset])
  }

  private let exact: [String: [Asset]]
  private let loose: [String: [Asset]]
  private let names: [String]
  /// Assets whose names are told apart by case or marks only, or not at all, in the order of the files.
  let twins: [[Asset]]

  init(_ assets: [Asset]) {
    exact = Dictionary(grouping: assets, by: \.name)
    names = exact.keys.sorted()
    loose = Dictionary(grouping: assets) { NameKey($0.name).text }
    var seen: Set<String> = []
    var twins: [[Asset]] = []
    for asset in assets {
      let key = NameKey(asset.name).text
      if !key.isEmpty, seen.insert(key).inserted, let group = loose[key], group.count > 1 { twins.append(group) }
    }
    self.twins = twins
  }

  /// What to do about a name that no asset has.
  func suggestion(for name: String, of asset: Asset) -> String {
    let advice = "add the asset, or correct its name"
    // To look for what was meant compares with every name; among very many names it takes too long.
    return exact.count > 10_000
      ? advice : Spelling.suggestion(for: name, among: names.filter { $0 != asset.name }, otherwise: advice)
  }

  func find(_ name: String) -> Found {
    let key = NameKey(name).text
    let assets = exact[name] ?? (key.isEmpty ? nil : loose[key]) ?? []
    return assets.isEmpty ? .none : assets.count == 1 ? .one(assets[0]) : .several(assets)
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
    if let root = compose(text) {
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
      if let root = compose(block.text) {
        readList(root, firstLine: block.line)
      } else {
        reading.unread.append(UnreadBlock(place: place, text: block.text, reason: "no YAML"))
      }
    }
  }

  private func compose(_ text: String) -> Node? {
    guard !Self.isTooDeep(text), !AliasExpansion.mayHang(onComposing: text), let root = try? Yams.compose(yaml: text),
      !AliasExpansion.isTooLarge(root, text: text)
    else { return nil }
    return root
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
    guard case .mapping = node, let name = text(node["name"]) else {
      let text = (try? Yams.serialize(node: node)) ?? ""
      reading.unread.append(
        UnreadBlock(place: place, text: String(text.prefix(10_000)), reason: "an asset without a name"))
      return
    }
    let typeName = text(node["type"])
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
    if let organization = text(node["organization"]) {
      paper.organizations = ListPapers.organizations(organization)
      paper.authors = [PaperAuthor(literal: organization)]
    }
    if let url = node["url"], let address = text(url) {
      let link = FieldLink(address)
      paper.link = link.address
      reading.diagnostics += [link.finding(of: name, at: self.place(of: url, firstLine))].compactMap { $0 }
    }
    if let description = text(node["description"]) {
      paper.texts = [PaperText(field: .abstract, text: description)]
    }
    readDate(node["created_date"], into: &paper, place)
    let dependencies = dependencies(of: name, node, firstLine)
    assets.append(Asset(name: name, type: type, paper: paper, dependencies: dependencies, place: place))
  }

  /// `2022-12-15`, or a value with an explanation.
  private mutating func readDate(_ node: Node?, into paper: inout Paper, _ place: SourcePlace) {
    guard let node, let value = text(node["value"] ?? node) else { return }
    if let explanation = text(node["explanation"]) { paper.notes.append("Date: \(explanation)") }
    if let date = LooseDate.read(value) {
      paper.versions = [PaperVersion(role: .released, date: date)]
      reading.diagnostics += [FieldFinding.date(value, read: date, of: paper.title, at: place)].compactMap { $0 }
    } else if !["unknown", "none", "tbd", "n/a"].contains(value.lowercased()) {
      reading.diagnostics.append(
        Diagnostic(
          .warning, .badDate, "“\(value.prefix(80))” is no date", remedy: "write 2023, 2023-07 or 2023-07-18",
          place: place))
    }
  }

  private mutating func dependencies(
    of asset: String, _ node: Node, _ firstLine: Int
  ) -> [(name: String, place: SourcePlace)] {
    guard let node = node["dependencies"] else { return [] }
    let items: [Node] = if case .sequence(let items) = node { Array(items) } else { [node] }
    var dependencies: [(name: String, place: SourcePlace)] = []
    for item in items {
      let place = place(of: item, firstLine)
      var name = text(item)
      if case .mapping = item { name = text(item["name"]) }
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
