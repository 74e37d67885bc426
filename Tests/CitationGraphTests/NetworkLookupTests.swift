import TestSupport
import Testing

@testable import CitationGraph

/// Papers are found by what they are called.
struct NetworkLookupTests {
  private func network(_ identifiers: IdentifierColumn) -> CitationNetwork {
    CitationNetwork(graph: CitationGraphBuilder(paperCount: identifiers.count).build(), identifiers: identifiers)
  }

  private func texts(_ network: CitationNetwork, _ papers: [PaperIndex]) -> [String] {
    papers.map { network.identifiers[$0.row] }
  }

  @Test func everyNumberIsFoundAndNoOther() {
    var generator = SplitMix64(seed: 1)
    let numbers = Array(Set((0..<500).map { _ in UInt64.random(in: 0...1000, using: &generator) })).sorted()
      .shuffled(using: &generator)
    let network = network(.numbers(Column(numbers)))
    for number in UInt64(0)...1001 {
      #expect(network.index(of: String(number)) == numbers.firstIndex(of: number).map { PaperIndex($0) })
    }
    for wide in [UInt64.max, 1 << 63, 1 << 33] {
      #expect(self.network(.numbers([3, wide, 1])).index(of: String(wide)) == PaperIndex(1))
    }
    #expect(network.index(of: "") == nil)
    #expect(network.index(of: "-1") == nil)
    #expect(network.index(of: "99999999999999999999999") == nil)
    #expect(network.index(of: "000" + String(numbers[7])) == PaperIndex(7))
  }

  @Test func everyTextIsFoundAndNoOther() {
    var generator = SplitMix64(seed: 2)
    // Long common beginnings, and ends that differ late, early or not at all but in length.
    let letters = ["a", "b", "\u{E9}", "\u{0}", "zz", "z"]
    let names = Array(
      Set(
        (0..<400).map { _ in
          "doi:10/"
            + (0..<Int.random(in: 0...14, using: &generator)).map { _ in letters.randomElement(using: &generator)! }
            .joined()
        })
    ).sorted().shuffled(using: &generator)
    let network = network(.texts(TextColumn(names)))
    for (row, name) in names.enumerated() {
      #expect(network.index(of: name) == PaperIndex(row))
      #expect(network.index(of: name + "x") == nil)
    }
    let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(texts(network, Array(network.sortedRows)) == sorted)
    for prefix in ["", "doi:10/a", "doi:10/bz", "doi:10/zzz", "x"] {
      let expected = sorted.filter { $0.utf8.starts(with: prefix.utf8) }
      #expect(texts(network, network.papers(withIdentifierPrefix: prefix, limit: 1000)) == expected)
      #expect(texts(network, network.papers(withIdentifierPrefix: prefix, limit: 3)) == Array(expected.prefix(3)))
    }
  }

  @Test func ofEqualIdentifiersTheLowestRowIsFound() {
    #expect(network(.numbers([7, 5, 7, 5])).index(of: "7") == PaperIndex(0))
    #expect(network(.numbers([7, 5, 7, 5])).index(of: "5") == PaperIndex(1))
    #expect(network(.texts(TextColumn(["b", "a", "b"]))).index(of: "b") == PaperIndex(0))
  }

  @Test func numbersBeginWithDigits() {
    let numbers: [UInt64] = [
      0, 1, 2, 23, 24, 203, 230, 239, 240, 2399, 23_000, .max, 1_844, 18_446_744_073_709_551_614,
    ]
    let network = network(.numbers(Column(numbers.reversed())))
    for prefix in [
      "", "0", "1", "2", "23", "230", "184", "18446744073709551615", "9", "00", "x", "18446744073709551616",
    ] {
      let expected = numbers.filter { String($0).hasPrefix(prefix) }.sorted()
      #expect(
        texts(network, network.papers(withIdentifierPrefix: prefix, limit: 99)) == expected.map(String.init),
        "\(prefix)")
    }
  }

  @Test func slipsOfTheKeyboardAreForgiven() {
    let numbers = network(.numbers([9_907_233, 9_901_001, 123, 9_907_234]))
    #expect(texts(numbers, numbers.suggestions(for: "9907223")).first == "9907233")
    #expect(texts(numbers, numbers.suggestions(for: "990723")) == ["9907233", "9907234", "9901001"])
    #expect(texts(numbers, numbers.suggestions(for: "9907233")) == ["9907234", "9901001"])
    #expect(texts(numbers, numbers.suggestions(for: "990")) == ["9901001", "9907233", "9907234"])
    #expect(numbers.suggestions(for: "") == [])
    let names = network(.texts(TextColumn(["P83-1025", "P83-1026", "W04-1013", "transformer"])))
    #expect(texts(names, names.suggestions(for: "transfromer")) == ["transformer"])
    #expect(texts(names, names.suggestions(for: "P831025")) == ["P83-1025", "P83-1026"])
    #expect(texts(names, names.suggestions(for: "p83-1025")) == ["P83-1025"])
    #expect(texts(names, names.suggestions(for: "P83-1025", limit: 1)) == ["P83-1026"])
    #expect(names.suggestions(for: String(repeating: "x", count: 10_000)) == [])
  }

  @Test func aCardTellsNameAndDate() {
    let network = DrawnNetwork.literature
    let cards = network.cards(of: [PaperIndex(7), PaperIndex(3)])
    #expect(cards.map(\.name) == ["Ästhetik 7", "paper/b"])
    #expect(cards.map(\.identifier) == ["paper/h", "paper/b"])
    #expect(cards.map(\.date.description) == ["1997-07", "1993"])
    #expect(cards.map(\.title) == ["Ästhetik 7", nil])
  }
}
