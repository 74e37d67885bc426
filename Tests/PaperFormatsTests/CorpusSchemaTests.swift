import Foundation
import PaperFormats
import PaperLineage
import Testing

/// The schema in `Data/` says the same as the reader.
struct CorpusSchemaTests {
  private let schema: [String: Any]

  init() throws {
    let data = try Data(contentsOf: packageFolder.appending(components: "Data", "corpus.schema.json"))
    schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func definition(_ name: String?) throws -> [String: Any] {
    guard let name else { return schema }
    let definitions = try #require(schema["$defs"] as? [String: Any])
    return try #require(definitions[name] as? [String: Any], "no definition “\(name)”")
  }

  private func keys(_ name: String?) throws -> Set<String> {
    let definition = try definition(name)
    #expect(definition["additionalProperties"] as? Bool == false)
    return Set(try #require(definition["properties"] as? [String: Any]).keys)
  }

  @Test func keysAreThoseOfTheReader() throws {
    #expect(try keys(nil) == Set(CorpusKeys.File.allCases.map(\.rawValue) + [CorpusKeys.File.translated + "zh"]))
    #expect(try keys("topic") == Set(CorpusKeys.Topic.allCases.map(\.rawValue) + [CorpusKeys.Topic.translated + "zh"]))
    #expect(
      try keys("paper")
        == Set(CorpusKeys.Paper.allCases.map(\.rawValue) + RelationKind.allCases.map(\.rawValue)))
    #expect(try keys("relation") == Set(CorpusKeys.Relation.allCases.map(\.rawValue)))
    #expect(try keys("dates") == Set(DateRole.allCases.map(\.rawValue)))
    let forms = try #require(try definition("datedEvent")["anyOf"] as? [[String: Any]])
    let properties = try #require(forms.compactMap { $0["properties"] as? [String: Any] }.first)
    #expect(Set(properties.keys) == Set(CorpusKeys.Version.allCases.map(\.rawValue)))
  }

  @Test func choicesAreThoseOfTheReader() throws {
    #expect(try definition("dateChoice")["enum"] as? [String] == DateChoice.allCases.map(\.rawValue))
  }

  @Test func patternsTakeWhatTheBundledCorpusHolds() throws {
    let corpus = try #require(CorpusSource.bundled().corpus)
    let id = try Regex(#require(try definition("identifier")["pattern"] as? String))
    #expect(corpus.papers.allSatisfy { $0.id.rawValue.wholeMatch(of: id) != nil })
    let date = try Regex(#require(try definition("date")["pattern"] as? String))
    #expect(corpus.papers.flatMap(\.versions).allSatisfy { $0.date.description.wholeMatch(of: date) != nil })
  }
}
