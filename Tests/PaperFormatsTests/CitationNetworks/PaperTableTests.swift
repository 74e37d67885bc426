import CitationGraph
import PaperLineage
import TestSupport
import Testing

@testable import PaperFormats

struct PaperTableTests {
  private func table(_ text: String) -> PaperTable { PaperTable(Column(Array(text.utf8))) }

  private func row(_ id: String, _ title: String = "", _ date: String? = nil) -> PaperTable.Row {
    PaperTable.Row(id: id, title: title, date: date.flatMap { PublicationDate($0) })
  }

  @Test(arguments: ["\t", ",", ";"], ["\n", "\r\n", "\r"])
  func separatorsAndLineEnds(_ separator: String, _ end: String) {
    let lines = [["title", "ID", "note", "Date"], ["One", "1", "x", "2001-02"], ["二，三", "b-2", "", ""]]
    let table = table(lines.map { $0.joined(separator: separator) + end }.joined())
    #expect(table.rows == [row("1", "One", "2001-02"), row("b-2", "二，三")])
    #expect(table.columns == [.title: 0, .id: 1, .date: 3])
    #expect((table.raggedCount, table.namelessCount, table.faults.isEmpty) == (0, 0, true))
  }

  @Test func theFirstLineDecides() {
    // Most separators outside of quotation marks win; what is in them counts nothing.
    #expect(table("\"id,a,b\"\tid\ttitle\nx\t1\ta,b,c\n").rows == [row("1", "a,b,c")])
    #expect(table("id;title\n1;a,b\n").rows == [row("1", "a,b")])
    #expect(table("id\n1\n2\n").rows == [row("1"), row("2")])
    // A byte order mark is no part of a name, nor are blanks and case.
    #expect(table("\u{FEFF} Id , TITLE\n1,a\n").rows == [row("1", "a")])
    // Of two columns of one name the first counts.
    #expect(table("id,title,title\n1,a,b\n").rows == [row("1", "a")])
    #expect(table("\n\r\n  \nid,title\n\n1,a\n\n").rows == [row("1", "a")])
    let foreign = table("A C\nB D\n")
    #expect((foreign.columns.isEmpty, foreign.header, foreign.recordCount) == (true, "A C", 0))
    #expect(table("").columns.isEmpty)
  }

  @Test(arguments: [
    ("\"a\"", "a"), ("\"a,b\"", "a,b"), ("\"\"", ""), ("\"a \"\"b\"\" c\"", "a \"b\" c"), ("\"\"\"a\"\"\"", "\"a\""),
    ("\"\"\"\"", "\""), ("\"\"\"\"\"\"", "\"\""), ("a \"b\" c", "a \"b\" c"), ("a\"\"b", "a\"\"b"),
    ("\"a\" b", "\"a\" b"), ("\"a\nb\"", "a b"), ("\"Why?\": \"x\"", "\"Why?\": \"x\""), ("\"a\r\n\r\nb\"", "a b"),
    ("  a   b  ", "a b"), ("\"汉\n字\"", "汉 字"),
  ])
  func quotationMarks(_ field: String, _ title: String) {
    for text in ["id,title\n1,\(field)\n2,z\n", "id,title\r\n1,\(field)\r\n2,z", "title,id\n\(field),1\nz,2\n"] {
      let table = table(text)
      #expect(table.rows == [row("1", title), row("2", "z")], "\(text)")
      #expect(table.faults.isEmpty && table.raggedCount == 0)
    }
  }

  @Test func aQuotationMarkThatIsNotMatchedTakesItsFieldOnly() {
    let loose = table("id\ttitle\tdate\n1\t\"Open\t2001\n2\tb \"c\" d\t2002\n")
    #expect(loose.rows == [row("1", "\"Open", "2001"), row("2", "b \"c\" d", "2002")])
    let table = table("id\ttitle\tdate\n1\t\"Open\t2001\n2\tb\t2002\n3\t\"\"\t2003\n")
    #expect(table.rows == [row("1", "\"Open", "2001"), row("2", "b", "2002"), row("3", "", "2003")])
    #expect(table.faults == [.init(problem: .unclosedQuote, text: "\"", line: 2, column: 3)])
  }

  @Test func everyRecordIsAccountedFor() {
    let table = table(
      """
      id,title,date
      1,a,2001
      ,b,2002
      "  ",c,2003
      two words,d,2004
      #5,e,2005
      "6;7",f,2006
      8
      9,i,2009,more
      1,j,2010
      """)
    #expect(table.rows.map(\.id) == ["1", "8", "9", "1"])
    #expect((table.namelessCount, table.unlistableCount, table.raggedCount, table.recordCount) == (2, 3, 2, 9))
  }

  @Test func datesAreThoseOfLists() {
    let dates = ["2001", "2001-02", "2001-02-03", "20010203", " 2001 ", "", "2001-2", "2001-02-30", "1. 2. 2001", "0"]
    let table = table("id,date\n" + dates.enumerated().map { "\($0),\($1)\n" }.joined())
    #expect(
      table.rows.map { $0.date?.description } == [
        "2001", "2001-02", "2001-02-03", "2001-02-03", "2001", nil, nil, nil, nil, nil,
      ])
    #expect(table.unreadableDateCount == 4)
    #expect(table.faults.map(\.line) == [8, 9, 10, 11])
    #expect(table.faults.map(\.column) == [3, 3, 3, 3])
    #expect(table.faults.map(\.text) == ["2001-2", "2001-02-30", "1. 2. 2001", "0"])
  }

  @Test func aThousandFaultsAreCountedAndAHundredTold() {
    let table = table("id,date\n" + (0..<1000).map { "\($0),soon\n" }.joined())
    #expect((table.unreadableDateCount, table.faults.count) == (1000, 100))
  }

  /// What a writer of RFC 4180 puts in comes out again.
  @Test func whatIsWrittenIsRead() {
    var generator = SplitMix64(seed: 4180)
    let pieces = ["a", "\"", ",", ";", "\t", "\n", "\r\n", " ", "字", "\"\"", "\u{1F600}", "e\u{301}", "'"]
    for _ in 0..<300 {
      let separator = [",", ";", "\t"].randomElement(using: &generator) ?? ","
      let end = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
      let titles = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
          .joined()
      }
      func quoted(_ text: String) -> String {
        let mustBe = text.unicodeScalars.contains { "\",;\t\r\n".unicodeScalars.contains($0) }
        return mustBe || Bool.random(using: &generator) ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
      }
      let text =
        (["id\(separator)title"] + titles.enumerated().map { "\($0)" + separator + quoted($1) }).joined(separator: end)
        + (Bool.random(using: &generator) ? end : "")
      let table = table(text)
      let expected = titles.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      #expect(table.rows.map(\.title) == expected, "\(text.debugDescription)")
      #expect(table.faults.isEmpty)
    }
  }

  /// Any text is read to its end, and nothing of it twice.
  @Test func anyTextIsRead() {
    var generator = SplitMix64(seed: 1)
    let pieces = ["a", "\"", ",", "\n", "\r", " ", "#", "2001", "\u{0}", "字"]
    for _ in 0..<2000 {
      let text = (0..<40).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let table = table("id,title,date\n" + text)
      #expect(table.recordCount <= text.utf8.count { $0 == 10 || $0 == 13 } + 1)
      #expect(table.faults.count { $0.problem == .unclosedQuote } <= 1)
    }
  }
}
