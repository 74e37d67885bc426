import TestSupport
import Testing

@testable import CitationGraph

/// Lists become networks, whatever the lines look like and wherever they are cut.
struct NetworkTextTests {
  private static func bytes(_ text: String) -> Column<UInt8> { Column(Array(text.utf8)) }

  private func read(_ edges: String, dates: String? = nil, partCount: Int? = nil) throws(EdgeListError) -> (
    network: CitationNetwork, account: EdgeListAccount
  ) {
    try NetworkText.read(edges: Self.bytes(edges), dates: dates.map(Self.bytes), partCount: partCount)
  }

  /// The relations of a network by name.
  private func relations(_ network: CitationNetwork) -> [String] {
    network.graph.papers.flatMap { citing in
      network.graph.references(of: citing).map { network.identifiers[citing.row] + ">" + network.identifiers[$0.row] }
    }
  }

  private func names(_ network: CitationNetwork) -> [String] {
    (0..<network.identifiers.count).map { network.identifiers[$0] }
  }

  @Test(arguments: [
    "7\t5\n10\t7\n", "7 5\n10 7", "7,5\r\n10,7\r\n", " 7 ; 5 \n10;7\r\n", "\u{FEFF}7  \t 5\n\n10\t7\t\n",
  ])
  func everySeparator(text: String) throws {
    for partCount in 1...4 {
      let (network, account) = try read(text, partCount: partCount)
      #expect(names(network) == ["5", "7", "10"])
      #expect(relations(network) == ["7>5", "10>7"])
      #expect(account.relationLineCount == 2)
      #expect(account.malformedLineCount == 0)
      #expect(account.furtherColumnLineCount == 0)
      #expect(account.firstTextIdentifier == nil)
    }
  }

  @Test func everyLineIsAccountedFor() throws {
    let (network, account) = try read(
      "# a comment\ncited by,by\n% another\n1 2 0.5 x\n\n1 2\n 3 3\n4\n,5\n6,,7\n8 \u{1}9\n2 é\u{1}\n")
    #expect(names(network) == ["1", "2", "3"])
    #expect(relations(network) == ["1>2"])
    #expect(account.lineCount == 12)
    #expect(account.commentLineCount == 2)
    #expect(account.blankLineCount == 1)
    #expect(account.relationLineCount == 3)
    #expect(account.furtherColumnLineCount == 1)
    #expect(account.duplicateRelationCount == 1)
    #expect(account.selfRelationCount == 1)
    #expect(account.header == ListedText(line: 2, column: 1, text: "cited"))
    #expect(account.malformedLineCount == 5)
    #expect(
      account.faults == [
        LineFault(.missingField, found: ListedText(line: 8, column: 1, text: "4")),
        LineFault(.emptyField, found: ListedText(line: 9, column: 1, text: ",5")),
        LineFault(.emptyField, found: ListedText(line: 10, column: 1, text: "6,,7")),
        LineFault(.controlCharacter, found: ListedText(line: 11, column: 3, text: "\u{1}9")),
        LineFault(.controlCharacter, found: ListedText(line: 12, column: 3, text: "é\u{1}")),
      ])
    #expect(
      account.faults[0].description
        == "8:1: found one field, “4”, where two are expected; separate them by a tab, blank, comma or semicolon")
  }

  @Test func theFirstHundredFaultsAreToldAbout() throws {
    let text = "1 2\n" + String(repeating: "x\n", count: 150)
    for partCount in [1, 3, 50] {
      let (_, account) = try read(text, partCount: partCount)
      #expect(account.malformedLineCount == 150)
      #expect(account.faults.map(\.found.line) == Array(2...101))
    }
  }

  @Test(arguments: ["", "\n", "# nothing\n", "1\n2\n", "\u{FEFF}"])
  func aListWithoutRelationsIsSaid(text: String) throws {
    let error = #expect(throws: EdgeListError.self) { try read(text) }
    guard case .noUsableLine(let account) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(account.lineCount == text.split(separator: "\n").count + (text == "\n" ? 1 : text == "\u{FEFF}" ? -1 : 0))
    #expect(error?.description.contains("found no relation") == true)
  }

  @Test func numbersOfSixtyFourBits() throws {
    let (network, account) = try read("18446744073709551615\t4294967296\n4294967296 0\n0 12345678901234567\n")
    #expect(account.firstTextIdentifier == nil)
    #expect(names(network) == ["0", "4294967296", "12345678901234567", "18446744073709551615"])
    #expect(relations(network) == ["0>12345678901234567", "4294967296>0", "18446744073709551615>4294967296"])
  }

  @Test(arguments: [
    ("007", "7"), ("+5", "5"), ("-5", "5"), ("1.5", "1"), ("18446744073709551616", "1"), ("P83-1025", "9"),
    ("00", "0"), ("00000000000000001", "1"), ("12345678x", "1"),
  ])
  func anythingElseMakesAllOfThemTexts(text: String, number: String) throws {
    // Far enough from the end for the fast way, and near it.
    for padding in ["", String(repeating: "#\n", count: 100)] {
      let (network, account) = try read("1000 2\n\(number)\t\(text)\n" + padding)
      #expect(account.firstTextIdentifier == ListedText(line: 2, column: number.count + 2, text: text))
      #expect(names(network) == Set(["1000", "2", number, text]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      #expect(network.graph.relationCount == 2)
      guard case .texts = network.identifiers else {
        Issue.record("\(text) is no number")
        return
      }
    }
  }

  @Test func textsThatShareTheirBeginning() throws {
    let names = (0..<300).map { "10.1103/PhysRevD.\($0)" }
    let text = names.indices.map { "\(names[$0]),\(names[($0 * 7 + 1) % 300])\n" }.joined()
    let (network, _) = try read(text, partCount: 5)
    #expect(self.names(network) == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func rowsAreOrderedByDateThenNumber() throws {
    let (network, account) = try read(
      "9 10\n10 2\n2 1\n30 9\n",
      dates:
        "NodeId\tDate\n10 2001-02\n2 2001-02-30\n1\t2001-02\n9,20010203\n77 1999\n9 2001-02-03\n9 2002\n# x\n\n2 2001\n3\n"
    )
    #expect(names(network) == ["30", "2", "1", "10", "9"])
    #expect(network.dates.map(\.description) == ["undated", "2001", "2001-02", "2001-02", "2001-02-03"])
    #expect(Set(relations(network)) == ["9>10", "10>2", "2>1", "30>9"])
    let dates = try #require(account.dates)
    #expect(dates.lineCount == 12)
    #expect(dates.dateLineCount == 7)
    #expect(dates.datedPaperCount == 4)
    #expect(dates.undatedPaperCount == 1)
    #expect(dates.unknownIdentifierLineCount == 1)
    #expect(dates.repeatedLineCount == 1)
    #expect(dates.conflictingLineCount == 1)
    #expect(dates.commentLineCount == 1)
    #expect(dates.blankLineCount == 1)
    #expect(dates.malformedLineCount == 3)
    #expect(dates.faults.map(\.problem) == [.unreadableDate, .unreadableDate, .missingField])
    #expect(dates.faults.map(\.found.line) == [1, 3, 12])
    #expect(
      dates.faults[1].description
        == "3:3: found “2001-02-30”, where a date is expected; write YYYY, YYYY-MM, YYYY-MM-DD or YYYYMMDD")
  }

  @Test func aListOfDatesMayBeEmpty() throws {
    let (network, account) = try read("1 2\n", dates: "")
    #expect(network.dates.isEmpty)
    #expect(account.dates?.undatedPaperCount == 2)
  }

  @Test(
    arguments: [
      ("1999", "1999"), ("1999-07", "1999-07"), ("1999-07-31", "1999-07-31"), ("19990731", "1999-07-31"),
      ("2000-02-29", "2000-02-29"), ("1900-02-29", nil), ("1999-13", nil), ("1999-00", nil), ("1999-01-00", nil),
      ("0000", nil), ("199", nil), ("199907", nil), ("31121999", nil), ("1999/07", nil), ("1999-7-1", nil),
      ("1999-06-31", nil), ("abcd", nil), ("0001-01-01", "0001-01-01"),
    ] as [(String, String?)])
  func datesOfEveryForm(text: String, date: String?) throws {
    let (network, account) = try read("1 2\n", dates: "1 \(text)\n2 1500\n")
    #expect(network.dates.map(\.description).filter { $0 != "1500" } == [date ?? "undated"])
    #expect(account.dates?.malformedLineCount == (date == nil ? 1 : 0))
  }

  /// Ten thousand lists, changed at random, read as the slow reader reads them and alike however they are cut.
  @Test func randomListsAreReadLikeTheSlowReader() throws {
    var generator = SplitMix64(seed: 60)
    let pieces = [
      "\n", "\n", "\r\n", "\t", " ", ",", ";", "#", "%", "\r", "\u{0}", "x", "0", "007", "é", "12345678", "4294967296",
      "123456789012345678901", "99999999999999999", "\u{7F}", "A1", " , ", "\u{FEFF}",
    ].map { Array($0.utf8) }
    for round in 0..<10_000 {
      let scale: UInt64 = [10, 100, 1 << 20, .max].randomElement(using: &generator)!
      let separator = ["\t", " ", ",", ";"].randomElement(using: &generator)!
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...8, using: &generator) {
        let (citing, cited) = (
          UInt64.random(in: 0..<scale, using: &generator), UInt64.random(in: 0..<scale, using: &generator)
        )
        text += Array("\(citing)\(separator)\(cited)\n".utf8)
      }
      for _ in 0..<Int.random(in: 0...4, using: &generator) where !text.isEmpty {
        let place = Int.random(in: 0..<text.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: text.remove(at: place)
        case 1: text[place] = UInt8.random(in: 0...255, using: &generator)
        default: text.insert(contentsOf: pieces.randomElement(using: &generator)!, at: place)
        }
      }
      // Lines before the end go the fast way only if there is enough behind them.
      if round.isMultiple(of: 2) {
        text += Array((text.last == 10 || text.isEmpty ? "" : "\n").utf8) + Array(repeating: 10, count: 60)
      }
      expectReading(of: text, partCount: Int.random(in: 1...6, using: &generator))
    }
  }

  /// Random lists of dates, for numbers close together and far apart and for texts.
  @Test func randomDatesOrderTheRows() throws {
    var generator = SplitMix64(seed: 61)
    let forms = ["1999", "1999-03", "1999-03-01", "20010203", "2001-02-03", "0001", "9999-12-31", "1999-02-29", "soon"]
    let plain = ["20010203": "2001-02-03"]
    for round in 0..<1_000 {
      let names = (0..<10).map { ["\($0)", "\(UInt64.max - UInt64($0 * 7))", "a\($0)"][round % 3] }
      let edges = (0..<8).map { _ in
        names.prefix(8).randomElement(using: &generator)! + "\t" + names.prefix(8).randomElement(using: &generator)!
      }.joined(separator: "\n")
      let lines = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        (names.randomElement(using: &generator)!, forms.randomElement(using: &generator)!)
      }
      let slow = SlowEdgeList(Array(edges.utf8))
      let papers = Set(slow.papers)
      var dates: [String: String] = [:]
      var expected = DateListAccount()
      for (name, date) in lines {
        if ["1999-02-29", "soon"].contains(date) {
          expected.malformedLineCount += 1
        } else if !papers.contains(name) {
          expected.unknownIdentifierLineCount += 1
        } else if let known = dates[name] {
          if known == plain[date] ?? date {
            expected.repeatedLineCount += 1
          } else {
            expected.conflictingLineCount += 1
          }
        } else {
          dates[name] = plain[date] ?? date
        }
      }
      let text = lines.map { $0 + ";" + $1 }.joined(separator: "\r\n")
      let (network, account) = try read(edges, dates: text, partCount: Int.random(in: 1...5, using: &generator))
      // Written out, dates stand in the order of dates: a year before its months, a month before its days.
      let ranks = Dictionary(uniqueKeysWithValues: Set(dates.values).sorted().enumerated().map { ($1, UInt32($0 + 1)) })
      let order = slow.order(dates: dates.compactMapValues { ranks[$0] })
      let isRight =
        self.names(network) == order
        && network.dates.map(\.description) == (dates.isEmpty ? [] : order.map { dates[$0] ?? "undated" })
        && Set(relations(network)) == Set(slow.distinctRelations.map { $0[0] + ">" + $0[1] })
      if !isRight { Issue.record("\(edges.debugDescription), \(text.debugDescription): \(self.names(network))") }
      let found = try #require(account.dates)
      #expect(found.malformedLineCount == expected.malformedLineCount)
      #expect(found.unknownIdentifierLineCount == expected.unknownIdentifierLineCount)
      #expect(found.repeatedLineCount == expected.repeatedLineCount)
      #expect(found.conflictingLineCount == expected.conflictingLineCount)
      #expect(found.datedPaperCount == dates.count)
      #expect(found.undatedPaperCount == order.count - dates.count)
    }
  }

  private func expectReading(of text: [UInt8], partCount: Int) {
    let slow = SlowEdgeList(text)
    let shown = "\(SlowEdgeList.name(text).debugDescription), \(partCount) parts"
    do {
      let (network, account) = try NetworkText.read(edges: Column(text), dates: nil, partCount: partCount)
      expectAccount(account, slow, shown)
      let names = (0..<network.identifiers.count).map { row in
        switch network.identifiers {
        case .numbers(let numbers): String(numbers[row])
        case .texts(let texts): SlowEdgeList.name(Array(texts.utf8(row)))
        }
      }
      let found = network.graph.papers.map { citing in
        network.graph.references(of: citing).map { [names[citing.row], names[$0.row]] }
      }
      let relations = Array(found.joined())
      let isRight =
        names == slow.papers && Set(relations) == slow.distinctRelations
        && relations.count == slow.distinctRelations.count
        && account.selfRelationCount == slow.selfRelationCount
        && account.duplicateRelationCount + account.selfRelationCount + relations.count == slow.relations.count
      if !isRight { Issue.record("\(shown): \(names), \(relations)") }
    } catch {
      guard case .noUsableLine(let account) = error, slow.relations.isEmpty else {
        Issue.record("\(shown): \(error)")
        return
      }
      expectAccount(account, slow, shown)
    }
  }

  private func expectAccount(_ account: EdgeListAccount, _ slow: SlowEdgeList, _ shown: String) {
    let isRight =
      account.lineCount == slow.lineCount && account.relationLineCount == slow.relationLineCount
      && account.commentLineCount == slow.commentLineCount && account.blankLineCount == slow.blankLineCount
      && account.malformedLineCount == slow.problems.count && account.faults.map(\.problem) == slow.problems
      && account.faults.map(\.found.line) == slow.problemLines
      && account.furtherColumnLineCount == slow.furtherColumnLineCount
      && (account.header != nil) == slow.hasHeader && (account.firstTextIdentifier != nil) == slow.isText
    if !isRight { Issue.record("\(shown): \(account), not \(slow)") }
  }

  @Test func textsAreARealNetwork() throws {
    guard let edges = try SharedData.bytes("graphs/acl-anthology.txt") else { return }
    let (network, account) = try NetworkText.read(edges: edges)
    #expect(network.graph.paperCount == 16_589)
    #expect(account.relationLineCount == 94_973)
    #expect(account.selfRelationCount == 42)
    #expect(account.firstTextIdentifier == ListedText(line: 5, column: 1, text: "C08-3004"))
    #expect(network.graph.relationCount == 94_973 - 42 - account.duplicateRelationCount)
  }

  @Test func numbersAreARealNetwork() throws {
    guard
      let edges = try SharedData.bytes("graphs/cit-HepPh.txt"),
      let dates = try SharedData.bytes("graphs/cit-HepPh-dates.txt")
    else { return }
    let (network, account) = try NetworkText.read(edges: edges, dates: dates)
    #expect(network.graph.paperCount == 34_546)
    #expect(account.relationLineCount == 421_578)
    #expect(account.selfRelationCount == 44)
    #expect(account.malformedLineCount == 0)
    #expect(network.dates.elementsEqual(network.dates.sorted()))
    let again = try NetworkText.read(edges: edges, dates: dates, partCount: 7).network
    #expect(again.dates == network.dates)
    #expect(again.graph.references.offsets == network.graph.references.offsets)
    #expect(again.graph.references.columns == network.graph.references.columns)
    #expect(again.graph.citers.offsets == network.graph.citers.offsets)
    #expect(again.graph.citers.columns == network.graph.citers.columns)
  }
}
