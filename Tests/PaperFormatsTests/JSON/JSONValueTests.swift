import Foundation
import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

struct JSONValueTests {
  private func value(_ text: String) throws(JSONError) -> JSONValue {
    let bytes = Array(text.utf8)
    let result: Result<JSONValue, JSONError> = bytes.withUnsafeBufferPointer { buffer in
      do throws(JSONError) { return .success(try JSONValue(buffer)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  @Test func membersKeepTheirOrderAndRepeatedKeysStay() throws {
    let object = try #require(try value(#"{"b": 1, "a": [true, false, null], "b": -2.5e3}"#).object)
    #expect(object.members.map(\.key) == ["b", "a", "b"])
    #expect(object["b"]?.int == 1)
    #expect(object.members[2].value.text == "-2.5e3")
    #expect(object.members[2].value.int == -2500)
    #expect(object["a"]?.elements.count == 3)
  }

  @Test(arguments: [
    (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{C}\n\r\tz"), (#""\u00e9\u4E2d""#, "é中"), (#""\ud83d\ude00!""#, "😀!"),
    (#""\ud83d!""#, "\u{FFFD}!"), (#""\ude00\ud83dx""#, "\u{FFFD}\u{FFFD}x"), ("\"tab\tinside\"", "tab\tinside"),
    (#""0123456\n01234567\"""#, "0123456\n01234567\""),
  ])
  func escapesAreTaken(text: String, expected: String) throws {
    guard case .string(let string) = try value(text) else { throw JSONError(reason: .endOfText, offset: 0) }
    #expect(string == expected)
  }

  @Test(arguments: [
    ("", JSONError(reason: .endOfText, offset: 0)), ("[1, 2", JSONError(reason: .endOfText, offset: 5)),
    ("[1 2]", JSONError(reason: .unexpected(UInt8(ascii: "2")), offset: 3)),
    ("{\"a\" 1}", JSONError(reason: .unexpected(UInt8(ascii: "1")), offset: 5)),
    ("\"a\\", JSONError(reason: .endOfText, offset: 3)), ("\"a\\x\"", JSONError(reason: .badEscape, offset: 2)),
    ("\"\\u12G4\"", JSONError(reason: .badEscape, offset: 1)), ("-", JSONError(reason: .endOfText, offset: 1)),
    ("1.", JSONError(reason: .badNumber, offset: 0)),
    ("nul", JSONError(reason: .unexpected(UInt8(ascii: "n")), offset: 0)),
    ("{} x", JSONError(reason: .unexpected(UInt8(ascii: "x")), offset: 3)),
  ])
  func faultsAreToldWithTheirPlace(text: String, expected: JSONError) {
    #expect(throws: expected) { try value(text) }
  }

  @Test func nestingIsBoundedAndSkippingIsNot() throws {
    let limit = JSONCursor.depthLimit
    let allowed = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    _ = try value(allowed)
    let deep = String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000)
    #expect(throws: JSONError(reason: .tooDeep(limit: limit), offset: limit + 1)) { try value(deep) }
    try Array(deep.utf8).withUnsafeBufferPointer { buffer in
      var cursor = JSONCursor(buffer)
      try cursor.skipValue()
      #expect(cursor.offset == deep.utf8.count)
    }
  }

  /// Whatever Foundation writes is read as what it was, and skipped to its end.
  @Test func whatFoundationWritesIsRead() throws {
    var random = SplitMix64(seed: 11)
    func make(_ depth: Int) -> Any {
      switch Int.random(in: 0..<(depth > 3 ? 4 : 6), using: &random) {
      case 0: return Int.random(in: -1_000_000...1_000_000, using: &random)
      case 1: return NSNull()
      case 2: return Bool.random(using: &random)
      case 3:
        let scalars: [Character] = ["a", "\"", "\\", "é", "中", "😀", "\n", "/", " ", "{", "]", "\u{1}"]
        return String(
          (0..<Int.random(in: 0..<40, using: &random)).map { _ in scalars.randomElement(using: &random) ?? "a" })
      case 4: return (0..<Int.random(in: 0..<5, using: &random)).map { _ in make(depth + 1) }
      default:
        let keys = (0..<Int.random(in: 0..<5, using: &random)).map { "k\"\($0)é" }
        return Dictionary(uniqueKeysWithValues: keys.map { ($0, make(depth + 1)) })
      }
    }
    for _ in 0..<300 {
      let original = [make(0)]
      let data = try JSONSerialization.data(withJSONObject: original)
      let text = String(decoding: data, as: UTF8.self)
      #expect(Self.plain(try value(text)) as? NSArray == original as NSArray)
      try Array(data).withUnsafeBufferPointer { buffer in
        var cursor = JSONCursor(buffer)
        try cursor.skipValue()
        #expect(cursor.offset == buffer.count)
        // Any beginning ends too early, and none is read beyond its end.
        for count in 0..<min(buffer.count, 60) {
          #expect(throws: JSONError.self) { try JSONValue(UnsafeBufferPointer(rebasing: buffer[..<count])) }
        }
      }
    }
  }

  private static func plain(_ value: JSONValue) -> Any {
    switch value {
    case .null: NSNull()
    case .bool(let value): NSNumber(value: value)
    case .number(let text): NSNumber(value: Int(text) ?? .min)
    case .string(let text): text
    case .array(let elements): elements.map(plain)
    case .object(let object): Dictionary(uniqueKeysWithValues: object.members.map { ($0.key, plain($0.value)) })
    }
  }

  @Test func placesCountLinesAndScalars() throws {
    let text = "\r\n[ {\"é中\": [\r{}]},\n\n   {}]"
    let elements = try value(text).elements
    #expect(elements.map { $0.object?.line } == [2, 5])
    #expect(elements.map { $0.object?.column } == [3, 4])
    let inner = elements.first?.object?.members.first?.value.elements.first?.object
    #expect(inner?.line == 3 && inner?.column == 1)
  }

  @Test func aBrokenRecordDoesNotEndItsList() {
    let text = """
      {"items": [
        {"id": "a", "title": "First"},
        {"id": "b", "title": "Sec\\qond", "x": ["]"]},
        {"id": "c", "title": "Third"}
      ]}
      """
    let reading = CSLReader.read(CorpusFile(name: "a.json", text: text))
    #expect(reading.records.map(\.paper.title) == ["First", "Third"])
    #expect(reading.unread.map(\.text) == [#"{"id": "b", "title": "Sec\qond", "x": ["]"]}"#])
    #expect(reading.unread.first?.place == SourcePlace(file: "a.json", line: 3, column: 3))
    #expect(reading.unread.first?.reason == "no JSON: line 3, column 28: a backslash is followed by no escape")
    #expect(reading.diagnostics.isEmpty)
  }

  /// Wherever a list is cut, the records before the cut are read, and at most one is not.
  @Test func aCutListLosesOneRecordAtMost() {
    let text = Array(
      #"{"meta": 1, "results": [{"id": "W1", "title": "é one"}, {"id": "W2", "title": "two"}], "x": [1]}"#.utf8)
    for count in 1..<text.count {
      let part = String(decoding: text[..<count], as: UTF8.self)
      let reading = OpenAlexReader.read(CorpusFile(name: "a.json", text: part))
      #expect(reading.diagnostics.contains { $0.code == .syntax }, "\(part)")
      #expect(reading.recordCount <= 2 && reading.unread.count <= 1, "\(part)")
      if part.contains("}, ") { #expect(reading.records.first?.paper.title == "é one", "\(part)") }
      if part.contains("}]") { #expect(reading.records.count == 2, "\(part)") }
    }
  }

  @Test func aBrokenLineDoesNotEndTheLines() {
    let text = """
      {"id": "W1", "title": "one"}
      {"id": "W2", "title": "tw
      {"id": "W3", "title": "three"}
      """
    let reading = OpenAlexReader.read(CorpusFile(name: "a.jsonl", text: text))
    #expect(reading.records.map(\.paper.title) == ["one", "three"])
    #expect(reading.unread.map(\.place.line) == [2])
  }

  @Test func noInputHangsOrCrashesAReader() {
    var random = SplitMix64(seed: 7)
    let seeds = [
      #"[{"id":1,"issued":{"date-parts":[["2012",13,45],[2013]]},"author":[{"given":"A"}],"title":["T<sup>1</sup>&amp;"]}]"#,
      #"{"graph":{"nodes":{"a":{"metadata":{"year":2}}},"edges":[{"source":"a","target":"b"}],"hyperedges":[{"source":["a"],"target":["a"]}]}}"#,
      #"{"data":[{"citedPaper":{"paperId":null,"title":"t","authors":[{"name":"A von B"}]},"intents":["result"]},null]}"#,
      #"{"network":{"items":[{"id":1,"label":"a"}],"links":[{"source_id":1,"target_id":1}]},"info":{"title":"citation"}}"#,
      #"{"message":{"items":[{"DOI":"10.1/x","title":["a"],"issued":{"date-parts":[[null]]},"reference":[{"year":"2012a"}]}]}}"#,
      #"{"results":[{"id":"https://openalex.org/W1","title":"t","abstract_inverted_index":{"a":[0,99999999999]}}]}"#,
    ]
    for seed in seeds {
      for _ in 0..<150 {
        var bytes = Array(seed.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let index = bytes.indices.randomElement(using: &random) ?? 0
          switch Int.random(in: 0..<3, using: &random) {
          case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
          case 1: bytes.remove(at: index)
          default: bytes.insert(contentsOf: bytes[..<index].suffix(8), at: index)
          }
        }
        let file = CorpusFile(name: "a", text: String(decoding: bytes, as: UTF8.self))
        for reading in [
          CSLReader.read(file), CrossrefReader.read(file), OpenAlexReader.read(file), VOSviewerReader.read(file),
          SemanticScholarReader.read(file, includesNested: true), JSONGraphReader.read(file),
        ] { #expect(reading.recordCount <= 20) }
        _ = JSONFormat.detect(Data(bytes))
      }
    }
  }
}
