import Foundation
import PaperFormats
import PaperLineage
import Testing

/// A folder that is gone when its owner is.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(component: "lineage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns its path.
  @discardableResult
  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = url.appending(path: name)
    try Data(bytes).write(to: file)
    return file.path
  }
}

struct CorpusSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aMissingFileIsTold() {
    let path = folder.url.path + "/nothing.yaml"
    #expect(throws: InputError.notFound(path: path)) { try CorpusSource.read([path]) }
  }

  @Test func aFolderWithoutCorpusFilesIsTold() throws {
    try folder.file("readme.md", "papers: []\n".utf8)
    try folder.file(".hidden.yaml", "papers: []\n".utf8)
    let path = folder.url.path
    #expect(throws: InputError.emptyFolder(path: path)) { try CorpusSource.read([path]) }
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE], 0), (Array("title: 甲".utf8) + [0xE7, 0x94], 10), ([0xEF, 0xBB, 0xBF, 0x61, 0x80], 4),
      (Array("a: \u{1F680}".utf8) + [0xC0, 0xAF], 7),
    ] as [([UInt8], Int)])
  func whatIsNoTextIsToldWithItsPlace(_ bytes: [UInt8], offset: Int) throws {
    let path = try folder.file("a.yaml", bytes)
    #expect(throws: InputError.notText(path: path, offset: offset)) { try CorpusSource.read([path]) }
  }

  @Test func aFileThatMayNotBeReadIsTold() throws {
    let path = try folder.file("a.yaml", "papers: []\n".utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    // Root may read everything.
    guard !FileManager.default.isReadableFile(atPath: path) else { return }
    let error = #expect(throws: InputError.self) { try CorpusSource.read([path]) }
    guard case .unreadable(path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func aFolderIsReadInTheOrderOfNamesWithoutHiddenFiles() throws {
    try folder.file("b.yml", "papers: [{id: b, title: B}]\n".utf8)
    try folder.file("c.JSON", #"{"papers": [{"id": "c", "title": "C"}]}"#.utf8)
    try folder.file("a.yaml", [0xEF, 0xBB, 0xBF] + "papers: [{id: a, title: A}]\n".utf8)
    try folder.file(".d.yaml", "papers: [{id: d, title: D}]\n".utf8)
    try folder.file("e.txt", "papers: [{id: e, title: E}]\n".utf8)
    for path in [folder.url.path, folder.url.path + "/"] {
      let corpus = try #require(try CorpusSource.read([path]).corpus)
      #expect(corpus.papers.map(\.id.rawValue) == ["a", "b", "c"])
      #expect(corpus.papers.first?.place == SourcePlace(file: folder.url.path + "/a.yaml", line: 1, column: 10))
    }
  }

  @Test func severalPathsMakeOneCorpus() throws {
    let first = try folder.file("1.yaml", "papers: [{id: b, title: B, cites: a}]\n".utf8)
    let second = try folder.file("2.yaml", "papers: [{id: a, title: A}]\n".utf8)
    #expect(try CorpusSource.read([second, first]).corpus?.papers.map(\.id.rawValue) == ["a", "b"])
    #expect(try CorpusSource.read([first]).diagnostics.map(\.code) == [.danglingRelation])
  }
}
