import CitationGraph
import Foundation
import Testing

/// Files come as they are, and what is wrong with them is said.
struct MappedFileTests {
  @Test(arguments: [0, 1, 4095, 4096, 4097, 100_000])
  func aFileIsItsBytes(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try withFile(bytes) { path in
      let column = try MappedFile.map(path)
      #expect(Array(column) == bytes)
    }
  }

  @Test func theBytesOutliveTheName() throws {
    var column: Column<UInt8> = []
    try withFile(Array("1 2\n".utf8)) { column = try MappedFile.map($0) }
    #expect(Array(column) == Array("1 2\n".utf8))
  }

  @Test func whatIsNotThereIsSaid() {
    let error = #expect(throws: MappedFileError.self) { try MappedFile.map("/nowhere/at all.txt") }
    #expect(error == MappedFileError(path: "/nowhere/at all.txt", code: ENOENT))
    #expect(error?.description == "/nowhere/at all.txt: No such file or directory")
  }

  @Test func aFolderIsNoFile() {
    let folder = FileManager.default.temporaryDirectory.path
    #expect(throws: MappedFileError(path: folder, code: EISDIR)) { try MappedFile.map(folder) }
  }

  @Test func whatCannotBeMappedIsRead() throws {
    #expect(try MappedFile.map("/dev/null").isEmpty)
  }

  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(component: "mapped-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }
}
