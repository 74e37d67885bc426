import Foundation
import PaperLineage
import TestSupport
import Testing

@testable import LineageInference

@Suite struct NameFinderTests {
  private func found(_ names: [String], in text: String) -> [String] {
    let utf8 = Array(text.utf8)
    return NameFinder(names).matches(in: text).map { match in
      "\(names[match.name])=\(String(decoding: utf8[match.range], as: UTF8.self))"
    }
  }

  @Test func theLongestNameWins() {
    let names = ["Llama", "Code Llama", "Llama 2", "GPT-3", "GPT-3.5"]
    #expect(
      found(names, in: "Code Llama and Llama 2, GPT-3.5, GPT-3.") == [
        "Code Llama=Code Llama", "Llama 2=Llama 2", "GPT-3.5=GPT-3.5", "GPT-3=GPT-3",
      ])
  }

  @Test(arguments: ["Llama 2", "LLAMA-2", "llama2", "Llama–2", "ｌｌａｍａ ２", "LLaMA\u{A0}2"])
  func spellingsOfOneName(text: String) {
    #expect(found(["Llama 2"], in: "在\(text)上") == ["Llama 2=\(text)"])
  }

  @Test(arguments: ["TaskLAMA", "ToolLLaMA", "Llamas", "lla ma", "l-l-a-m-a", "llama_2x"])
  func neverInsideAnotherWord(text: String) {
    #expect(found(["LLaMA"], in: text).filter { $0 != "LLaMA=llama" } == [])
  }

  @Test func chineseNamesBesideAnything() {
    #expect(found(["推测解码", "推测"], in: "使用推测解码等推测方法") == ["推测解码=推测解码", "推测=推测"])
  }

  @Test func namesOfTheSameSpellingAreAllReported() {
    let matches = NameFinder(["Gemini", "GEMINI", "Gemini"]).matches(in: "a gemini")
    #expect(matches.map(\.name) == [0, 1, 2])
    #expect(Set(matches.map(\.range)).count == 1)
  }

  @Test func nothingFindsNothing() {
    #expect(NameFinder([]).matches(in: "text").isEmpty)
    #expect(NameFinder(["", "…", "-"]).matches(in: "a … - b").isEmpty)
    #expect(NameFinder(["a"]).matches(in: "").isEmpty)
  }

  /// Against looking for every name at every word.
  @Test func findsWhatSlowSearchFinds() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<300 {
      let words = (0..<6).map { _ in String("abc".randomElement(using: &random) ?? "a") }
      let names = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        (0..<Int.random(in: 1...3, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
          .joined(separator: " ")
      }
      let tokens = (0..<20).map { _ in words.randomElement(using: &random) ?? "" }
      let expected = slow(names.map { $0.split(separator: " ").map(String.init) }, tokens)
      let matches = NameFinder(names).matches(in: tokens.joined(separator: " "))
      // Every token is one letter and one blank.
      #expect(matches.map { [$0.range.lowerBound / 2, ($0.range.count + 1) / 2, $0.name] } == expected)
    }
  }

  private func slow(_ names: [[String]], _ tokens: [String]) -> [[Int]] {
    var found: [[Int]] = []
    var position = 0
    while position < tokens.count {
      let fitting = names.indices.filter { tokens[position...].starts(with: names[$0]) }
      guard let longest = fitting.map({ names[$0].count }).max() else {
        position += 1
        continue
      }
      found += fitting.filter { names[$0].count == longest }.map { [position, longest, $0] }
      position += longest
    }
    return found
  }

  @Test func survivesAnyBytes() {
    var random = SplitMix64(seed: 9)
    let finder = NameFinder(["LLaMA", "推测解码", "GPT-3.5"])
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      var ends: [Int] = []
      finder.forEachMatch(in: bytes.span) { ends.append($0.range.upperBound) }
      #expect(ends.allSatisfy { $0 <= bytes.count })
    }
  }
}

@Suite struct SlipIndexTests {
  @Test(arguments: ["vicunna", "vicua", "vicnua", "vicuma"])
  func oneSlip(word: String) {
    #expect(SlipIndex(["vicuna", "alpaca", "vicarious"]).words(near: word) == ["vicuna"])
  }

  @Test(arguments: ["vicuna", "vcuuna", "icuna", "", "v", "vicunnas"])
  func noneOrMoreThanOne(word: String) {
    #expect(SlipIndex(["vicuna"]).words(near: word) == [])
  }

  /// Against comparing with every word.
  @Test func findsWhatSlowSearchFinds() {
    var random = SplitMix64(seed: 5)
    func word() -> String {
      String((0..<Int.random(in: 2...6, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a" })
    }
    for _ in 0..<40 {
      let words = Set((0..<30).map { _ in word() })
      let index = SlipIndex(Array(words))
      for _ in 0..<30 {
        let written = word()
        let expected = words.filter { $0.first == written.first && Spelling.distance($0, written, limit: 1) == 1 }
        #expect(index.words(near: written) == expected.sorted())
      }
    }
  }
}
