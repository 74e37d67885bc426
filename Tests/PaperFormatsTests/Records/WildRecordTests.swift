import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

/// Files that others wrote, beside what was counted in them. They are not part of the project.
enum WildFiles {
  static let folder: URL? = SharedFiles.folder?.appending(path: "wild")

  struct Counted: Sendable, CustomStringConvertible {
    let file: String
    let numbers: [String: Int]
    let kind: String
    /// Lines of each section, of networks of Pajek's.
    let lines: [String: Int]
    var description: String { file }
  }

  /// The files of a format with their numbers.
  static func counted(_ format: String) -> [Counted] {
    guard let folder, let data = try? Data(contentsOf: folder.appending(path: "counts.json")),
      let list = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
    else { return [] }
    return list.filter { $0["format"] as? String == format }.compactMap { entry in
      (entry["file"] as? String).map {
        Counted(
          file: $0, numbers: entry.compactMapValues { $0 as? Int }, kind: entry["kind"] as? String ?? "",
          lines: entry["lines"] as? [String: Int] ?? [:])
      }
    }
  }

  static func text(_ file: String) throws -> CorpusFile {
    let data = try Data(contentsOf: #require(folder).appending(path: file))
    let text = String(decoding: data, as: UTF8.self)
    return CorpusFile(name: file, text: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
  }
}

@Suite(.enabled(if: WildFiles.folder != nil, "needs ../shared/wild"))
struct WildRecordTests {
  @Test(arguments: WildFiles.counted("bibtex"))
  func everyEntryOfBibTeXIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try BibTeXReader.read(WildFiles.text(counted.file))
    let holders = reading.ignored.count { $0.reason == "holds data of other entries" }
    #expect(reading.recordCount + holders == counted.numbers["entries"], "\(reading.unread)")
  }

  @Test(arguments: WildFiles.counted("ris"))
  func everyRecordOfRISIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try RISReader.read(WildFiles.text(counted.file))
    #expect(reading.recordCount == counted.numbers["TY"], "\(reading.unread)")
  }

  @Test(arguments: WildFiles.counted("wos"))
  func everyRecordAndReferenceOfTheWebOfScienceIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try WebOfScienceReader.read(WildFiles.text(counted.file))
    #expect(reading.recordCount == counted.numbers["records"], "\(reading.unread)")
    #expect(reading.records.reduce(0) { $0 + $1.references.count } == counted.numbers["cited_refs"])
  }

  @Test(arguments: WildFiles.counted("pubmed").filter { $0.kind.contains("nbib") })
  func everyRecordOfPubMedIsFound(_ counted: WildFiles.Counted) throws {
    let reading = try NbibReader.read(WildFiles.text(counted.file))
    // What was counted are the lines with a PMID. Two files have none and are one record all the same, and in a third
    // stand two such records, as the tests of the program that they are of say.
    let withoutNumber = ["MultiTitle.txt": 1, "MultiAbstract.txt": 1, "MultipleEntries.txt": 7]
    let expected = withoutNumber.first { counted.file.hasSuffix($0.key) }?.value ?? counted.numbers["records"]
    #expect(reading.recordCount == expected, "\(reading.unread)")
  }
}
