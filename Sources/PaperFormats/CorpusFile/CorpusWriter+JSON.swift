public import PaperLineage

extension CorpusWriter {
  /// The file as JSON, with the same keys and values as in YAML.
  ///
  /// - Complexity: O(*n*) for *n* characters of text, and O(*p* + *r*) for *p* papers and *r* relations.
  public static func json(_ parts: CorpusParts) -> String {
    var file = JSONFields()
    file.add("title", parts.title)
    for (language, title) in parts.titles.sorted(by: { $0.key < $1.key }) { file.add("title-\(language)", title) }
    if parts.dateChoice != .earliest { file.add("date", parts.dateChoice.rawValue) }
    if !parts.topics.isEmpty {
      let topics = parts.topics.map { topic in
        var labels = JSONFields()
        labels.add("label", topic.label)
        for (language, label) in topic.labels.sorted(by: { $0.key < $1.key }) { labels.add("label-\(language)", label) }
        return (key: normal(topic.id), value: ExportJSON.object(labels.pairs))
      }
      file.pairs.append(("topics", .object(topics)))
    }
    let relations = Dictionary(grouping: parts.relations, by: \.citing)
    file.pairs.append(("papers", .list(parts.papers.map { object($0, relations: relations[$0.id] ?? []) })))
    return ExportJSON.object(file.pairs).text() + "\n"
  }

  private static func object(_ paper: Paper, relations: [Relation]) -> ExportJSON {
    var fields = JSONFields()
    fields.add("id", paper.id.rawValue)
    fields.add("title", paper.title)
    if normal(paper.name) != normal(paper.title) { fields.add("name", paper.name) }
    fields.add("aliases", paper.aliases)
    fields.add("authors", paper.authors.compactMap(CorpusWriter.name))
    fields.add("more-authors", paper.hasMoreAuthors)
    if !paper.versions.isEmpty {
      fields.pairs.append(("dates", .object(paper.versions.map { ($0.role.rawValue, date($0)) })))
    }
    fields.add("organizations", paper.organizations)
    fields.add("listed-organization", paper.listedOrganization)
    fields.add("topic", paper.topic)
    fields.add("external", paper.isExternal)
    let publication = paper.publication
    fields.add("type", publication.type?.rawValue)
    fields.add("venue", publication.venue)
    fields.add("volume", publication.volume)
    fields.add("issue", publication.issue)
    fields.add("pages", publication.pages)
    fields.add("publisher", publication.publisher)
    fields.add("language", publication.language)
    fields.add("keywords", publication.keywords)
    fields.add("retracted", publication.isRetracted)
    for scheme in PaperIdentifier.Scheme.allCases {
      let values = paper.identifiers.filter { $0.scheme == scheme }.map(\.value)
      if values.count == 1 { fields.add(scheme.rawValue, values[0]) } else { fields.add(scheme.rawValue, values) }
    }
    fields.add("link", paper.link)
    fields.add("code", paper.code)
    fields.add("impact", paper.impact)
    if let abstract = paper.abstract {
      // A line feed parts paragraphs.
      let paragraphs = abstract.split(whereSeparator: \.isNewline).map(normal).filter { !$0.isEmpty }
      if !paragraphs.isEmpty { fields.pairs.append(("abstract", .text(paragraphs.joined(separator: "\n")))) }
    }
    fields.add("notes", paper.notes + remarks(paper))
    fields.add("source", paper.source)
    for kind in RelationKind.allCases {
      let ofKind = relations.filter { $0.kind == kind }
      if !ofKind.isEmpty { fields.pairs.append((kind.rawValue, .list(ofKind.map(relation)))) }
    }
    return .object(fields.pairs)
  }

  private static func date(_ version: PaperVersion) -> ExportJSON {
    guard let venue = version.venue, !isBlank(venue) else { return .text(version.date.description) }
    return .object([("date", .text(version.date.description)), ("venue", .text(normal(venue)))])
  }

  private static func relation(_ relation: Relation) -> ExportJSON {
    var fields = JSONFields()
    fields.add("paper", relation.cited.rawValue)
    if let evidence = relation.evidence.first {
      fields.add("where", evidence.locator)
      if let isVerified = evidence.isVerified { fields.pairs.append(("verified", .flag(isVerified))) }
      if evidence.confidence != (evidence.isVerified == false ? 0.4 : 1) {
        fields.pairs.append(("confidence", .number(evidence.confidence)))
      }
      fields.add("note", evidence.note)
    }
    return fields.pairs.count == 1 ? fields.pairs[0].value : .object(fields.pairs)
  }
}

/// The members of an object, without those that hold nothing.
private struct JSONFields {
  var pairs: [(key: String, value: ExportJSON)] = []

  mutating func add(_ key: String, _ text: String?) {
    if let text, !CorpusWriter.isBlank(text) { pairs.append((key, .text(CorpusWriter.normal(text)))) }
  }

  mutating func add(_ key: String, _ texts: [String]) {
    let texts = texts.filter { !CorpusWriter.isBlank($0) }
    if !texts.isEmpty { pairs.append((key, .list(texts.map { .text(CorpusWriter.normal($0)) }))) }
  }

  mutating func add(_ key: String, _ flag: Bool) {
    if flag { pairs.append((key, .flag(true))) }
  }
}
