import PaperLineage
import Testing

@testable import PaperFormats

struct MarkupReaderTests {
  private func read(_ text: String) -> (records: [MarkupElement], outcome: MarkupReader.Outcome) {
    var records: [MarkupElement] = []
    let outcome = MarkupReader.read(CorpusFile(name: "a.xml", text: text), isRecord: { name, _ in name == "r" }) {
      record, _ in records.append(record)
    }
    return (records, outcome)
  }

  @Test func recordsAreToldWhereTheirTagsBegin() throws {
    let text =
      "\u{FEFF}<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>\n  é <!-- <r> --><r x='1>2'\n y=\"ü\">t<i>w</i>o</r>\r\n<r/></a>"
    let (records, outcome) = read(text)
    #expect(records.map(\.text) == ["two", ""])
    #expect(records.map { "\($0.place)" } == ["a.xml:3:17", "a.xml:5:1"])
    #expect(records[0].attributes == ["x": "1>2", "y": "ü"])
    #expect(outcome.diagnostics.isEmpty && outcome.unread.isEmpty && outcome.ignored.isEmpty)
    let raw = RawElements(CorpusFile(name: "", text: text))
    #expect(records.map(raw.text) == ["<r x='1>2'\n y=\"ü\">t<i>w</i>o</r>", "<r/>"])
  }

  @Test func namespacesDoNotCount() {
    let (records, outcome) = read("<n:a xmlns:n='u'><n:r n:x='1'>A</n:r><other:r>B</other:r></n:a>")
    #expect(records.map(\.text) == ["A", "B"])
    #expect(records.first?.attributes["x"] == "1")
    #expect(outcome.diagnostics.isEmpty)
  }

  @Test func whatIsBrokenIsKeptAndTheRestGoesOn() throws {
    let (records, outcome) = read(
      "<a>\n<r>one</r>\n<r>two<b></r>\n<r>three</r>\n<r>four &nothing;</r>\n<r>five</r>\n</a>")
    #expect(records.map(\.text) == ["one", "three", "five"])
    #expect(outcome.unread.map(\.block.text) == ["<r>two<b></r>", "<r>four &nothing;</r>"])
    #expect(outcome.unread.map { $0.block.place.line } == [3, 5])
    #expect(outcome.diagnostics.allSatisfy { $0.severity == .error && $0.code == .syntax })
    #expect(outcome.diagnostics.first?.place?.line == 3)
  }

  @Test func aFileThatEndsTooSoonKeepsWhatWasRead() {
    let (records, outcome) = read("<a><r>one</r><r>two")
    #expect(records.map(\.text) == ["one"])
    #expect(outcome.unread.map(\.block.text) == ["<r>two"])
  }

  @Test func declaredEntitiesAreRefused() {
    var text = "<?xml version='1.0'?>\n<!DOCTYPE a [\n<!ENTITY l0 \"ha\">\n"
    for level in 1...30 { text += "<!ENTITY l\(level) \"&l\(level - 1);&l\(level - 1);\">\n" }
    let (records, outcome) = read(text + "]>\n<a><r>&l30;</r></a>")
    #expect(records.isEmpty)
    #expect(outcome.unread.first?.block.place == SourcePlace(file: "a.xml", line: 3, column: 1))
    #expect(outcome.unread.first?.block.reason.contains("entities") == true)
  }

  @Test func externalDefinitionsAreNotLoaded() {
    let (records, outcome) = read("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a><r>one &amp; &#x3b1;</r></a>")
    #expect(records.map(\.text) == ["one & α"])
    #expect(outcome.diagnostics.isEmpty)
  }

  @Test(arguments: [150, 250, 100_000])
  func nestingIsBounded(_ depth: Int) {
    let text = "<a>" + String(repeating: "<b>", count: depth) + String(repeating: "</b>", count: depth) + "<r>x</r></a>"
    let (records, outcome) = read(text)
    #expect(records.map(\.text) == ["x"])
    #expect(outcome.diagnostics.isEmpty == (depth < MarkupReader.mostDepth))
  }

  @Test(arguments: [
    "", " \n", "no markup", "<", "<a", "<a b=", "<!DOCTYPE a [", "<?xml", "<r", "</r>", "<r>&#0;</r>", "\0<r/>",
  ])
  func hostileTextsAreErrors(_ text: String) {
    let (_, outcome) = read(text)
    #expect(!outcome.diagnostics.isEmpty)
  }

  @Test func formatsAreToldByTheirRoots() {
    #expect(MarkupFormat.detect("<?xml version='1.0'?><!-- x --><ns:graphml xmlns:ns='u'>") == .graphML)
    #expect(MarkupFormat.detect("\u{FEFF} <gexf version='1.2'>") == .gexf)
    #expect(MarkupFormat.detect("<!DOCTYPE PubmedArticleSet PUBLIC 'a' 'b'><PubmedArticleSet>") == .pubmedXML)
    #expect(MarkupFormat.detect("<feed xmlns='http://www.w3.org/2005/Atom'><id>http://arxiv.org/api/x</id>") == .arxiv)
    #expect(MarkupFormat.detect("<feed xmlns='http://www.w3.org/2005/Atom'><title>A blog</title>") == nil)
    #expect(MarkupFormat.detect("<html>") == nil)
    #expect(MarkupFormat.detect("@article{a,") == nil)
  }
}
