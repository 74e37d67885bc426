import Foundation
import PaperLineage
import TestSupport
import Testing

@testable import LineageRendering

/// Papers `0` … with relations from the earlier to the later number of each pair.
private func corpus(_ count: Int, _ pairs: [(Int, Int)], kind: RelationKind = .extends) throws -> Corpus {
  let papers = (0..<count).map { number in
    Paper(
      id: PaperID(rawValue: "p\(number)"), title: "Paper \(number)", name: "P\(number)",
      versions: PublicationDate(year: 2000 + number).map { [PaperVersion(role: .listed, date: $0)] } ?? [])
  }
  let relations = pairs.map { earlier, later in
    Relation(citing: papers[later].id, cited: papers[earlier].id, kind: kind)
  }
  return try Corpus(CorpusParts(dateChoice: .role(.listed), papers: papers, relations: relations))
}

/// All elements in their order.
private func elements(of svg: Data) throws -> [XMLElement] {
  var all: [XMLElement] = []
  var open = [try XMLElement.reading(svg)]
  while let element = open.popLast() {
    all.append(element)
    open += element.elements.reversed()
  }
  return all
}

private let layoutsOfGraphviz: [PictureOptions.Layout] = [.tree, .radial, .force]

/// Cards do not touch each other and stand between heading and legend.
private func expectNoOverlap(_ picture: Picture, _ comment: String) {
  var faults: [String] = []
  let room = picture.lanes.first.map { $0.y...($0.y + $0.height) } ?? 0...0
  for (place, left) in picture.cards.enumerated() {
    for right in picture.cards[(place + 1)...]
    where abs(left.x - right.x) < (left.width + right.width) / 2 - 1e-6
      && abs(left.y - right.y) < (left.height + right.height) / 2 - 1e-6
    {
      faults.append("\(left.id) lies on \(right.id)")
    }
    if left.x - left.width / 2 < 0 || left.x + left.width / 2 > picture.width
      || !room.contains(left.y - left.height / 2) || !room.contains(left.y + left.height / 2)
    {
      faults.append("\(left.id) stands outside")
    }
  }
  #expect(faults.isEmpty, "\(comment)")
}

@Suite(.serialized) struct ArrangementTests {
  @Test(arguments: layoutsOfGraphviz)
  func cardsNeverOverlap(layout: PictureOptions.Layout) throws {
    for seed in 0..<6 {
      let corpus = try TestCorpora.random(paperCount: 5 + seed * 20, seed: UInt64(seed))
      let options = PictureOptions(externals: seed.isMultiple(of: 2) ? .axis : .none, layout: layout)
      let picture = try Picture(arranging: corpus, options: options)
      expectNoOverlap(picture, "\(layout), seed \(seed)")
      #expect(Set(picture.cards.map(\.id)) == Set(try Picture(arranging: corpus, options: options).cards.map(\.id)))
      #expect(picture.columns.isEmpty)
    }
  }

  /// Chains, cycles, stars, lone papers, many small parts, one paper, none.
  @Test(arguments: layoutsOfGraphviz)
  func everyShapeIsDrawn(layout: PictureOptions.Layout) throws {
    let shapes: [(Int, [(Int, Int)])] = [
      (0, []), (1, []), (7, []), (2, [(0, 1)]), (3, [(0, 1), (1, 2), (2, 0)]), (40, (1..<40).map { (0, $0) }),
      (30, (1..<30).map { ($0 - 1, $0) }), (24, (0..<12).map { (2 * $0, 2 * $0 + 1) }), (4, [(0, 1), (1, 0), (2, 3)]),
    ]
    for (count, pairs) in shapes {
      let picture = try Picture(arranging: corpus(count, pairs), options: PictureOptions(layout: layout))
      #expect(picture.cards.count == count)
      expectNoOverlap(picture, "\(layout) of \(count)")
      let svg = try picture.drawn(as: .svg)
      let drawn = try elements(of: svg).compactMap { $0["id"] }
      #expect(drawn.count { $0.hasPrefix("paper-") } == count)
      #expect(drawn.count { $0.hasPrefix("relation-") } == pairs.count)
    }
  }

  @Test(arguments: layoutsOfGraphviz + [.timeline])
  func sameInputSameBytesInEveryLayout(layout: PictureOptions.Layout) throws {
    let corpus = try TestCorpora.bundled()
    let options = PictureOptions(externals: .column, layout: layout)
    let first = try Picture(arranging: corpus, options: options).drawn(as: .svg)
    #expect(try Picture(arranging: corpus, options: options).drawn(as: .svg) == first)
  }

  /// In a tree nothing stands right of what builds on it, so lines run forward.
  @Test func treesRunFromLeftToRight() throws {
    let picture = try Picture(arranging: TestCorpora.bundled(), options: PictureOptions(layout: .tree))
    let x = Dictionary(uniqueKeysWithValues: picture.cards.map { ($0.id, $0.x) })
    for link in picture.links {
      let (cited, citing) = (try #require(x[link.cited]), try #require(x[link.citing]))
      #expect(cited < citing, "\(link.citing) stands left of \(link.cited)")
    }
  }

  @Test func thePaperAskedForIsTheMiddleOfTheRings() throws {
    let star = try corpus(12, (0..<11).map { ($0, 11) })
    let layout = try Picture(arranging: star, options: PictureOptions(layout: .radial))
    // Without one, a root is: none of the eleven has more lines than the others, so it is the first.
    let first = try #require(layout.rings.first)
    let root = try #require(layout.cards.first { $0.id == PaperID(rawValue: "p0") })
    #expect(abs(first.x - root.x) < 0.5 && abs(first.y - root.y) < 0.5)
    let focused = try Picture(
      arranging: star,
      options: PictureOptions(externals: .axis, layout: .radial, focus: .init(on: PaperID(rawValue: "p11"))))
    let middle = try #require(focused.cards.first { $0.isFocus })
    #expect(middle.id == PaperID(rawValue: "p11"))
    for ring in focused.rings { #expect(abs(ring.x - middle.x) < 0.5 && abs(ring.y - middle.y) < 0.5) }
  }

  @Test func theCaptionSpeaksOfTheLayout() throws {
    let bundled = try TestCorpora.bundled()
    for layout in layoutsOfGraphviz {
      let caption = try Picture(arranging: bundled, options: PictureOptions(layout: layout)).caption.joined(
        separator: " ")
      #expect(!caption.contains("placed by") && !caption.contains("axis"))
      #expect(caption.contains("4 papers stand below, without a relation to the others"))
      #expect(caption.contains("Left out: 48 external works, 149 relations from or to them"))
    }
    let timeline = try Picture(arranging: bundled, options: PictureOptions())
    #expect(timeline.caption == Picture(bundled).caption)
  }

  /// Lines are routed around cards wherever Graphviz finds the cards apart.
  @Test(arguments: [PictureOptions.Layout.tree, .radial, .force, .generations])
  func noLineRunsThroughACard(layout: PictureOptions.Layout) throws {
    let focus = layout == .generations ? PictureOptions.Focus(on: PaperID(rawValue: "llama-2")) : nil
    let picture = try Picture(
      arranging: TestCorpora.bundled(),
      options: PictureOptions(externals: focus == nil ? .none : .axis, layout: layout, focus: focus))
    let groups = try elements(of: picture.drawn(as: .svg)).filter { $0["id"]?.hasPrefix("relation-") == true }
    #expect(groups.count == picture.links.count)
    for (group, link) in zip(groups, picture.links) {
      #expect(group["id"] == link.elementID)
      let path = try #require(group.elements.first { $0.name == "path" }?["d"])
      let numbers = path.split { " MC,".contains($0) }.compactMap { Double($0) }
      let corners = stride(from: 0, to: numbers.count - 1, by: 2).map { (x: numbers[$0], y: numbers[$0 + 1]) }
      for start in stride(from: 0, to: corners.count - 3, by: 3) {
        for step in 0...20 {
          let t = Double(step) / 20
          let weights = [(1 - t) * (1 - t) * (1 - t), 3 * t * (1 - t) * (1 - t), 3 * t * t * (1 - t), t * t * t]
          let curve = zip(weights, corners[start...(start + 3)])
          let x = curve.reduce(0) { $0 + $1.0 * $1.1.x }
          let y = curve.reduce(0) { $0 + $1.0 * $1.1.y } + picture.height
          for card in picture.cards where card.id != link.citing && card.id != link.cited {
            let isHit = abs(x - card.x) < card.width / 2 && abs(y - card.y) < card.height / 2
            #expect(!isHit, "\(link.elementID) runs through \(card.id)")
          }
        }
      }
    }
  }
}

@Suite(.serialized) struct FocusTests {
  private func focused(
    _ id: String, generations: Int? = nil, in corpus: Corpus, layout: PictureOptions.Layout? = nil,
    externals: PictureOptions.Externals = .axis
  ) throws -> Picture {
    try Picture(
      arranging: corpus,
      options: PictureOptions(
        externals: externals, layout: layout,
        focus: .init(on: PaperID(rawValue: id), maximumGeneration: generations)))
  }

  //  0 ─▶ 1 ─▶ 2 ─▶ 4 ─▶ 5        6 is a sibling of 2, 7 has nothing to do with it
  //       └──▶ 6    3 ─▶ 4
  private func family() throws -> Corpus {
    try corpus(8, [(0, 1), (1, 2), (2, 4), (4, 5), (1, 6), (3, 4)])
  }

  @Test func showsAncestorsAndDescendantsOnly() throws {
    let picture = try focused("p2", in: family())
    #expect(Set(picture.cards.map(\.id.rawValue)) == ["p0", "p1", "p2", "p4", "p5"])
    let columns = Dictionary(uniqueKeysWithValues: picture.columns.enumerated().map { ($0, $1) })
    #expect(
      picture.columns.map(\.label) == ["grandparents", "parents", "the paper", "children", "grandchildren"])
    for (place, id) in ["p0", "p1", "p2", "p4", "p5"].enumerated() {
      let card = try #require(picture.cards.first { $0.id.rawValue == id })
      let column = try #require(columns[place])
      #expect(card.x > column.x && card.x < column.x + column.width)
      #expect(card.isFocus == (id == "p2"))
    }
    #expect(picture.caption[0].contains("2 ancestors in 2 generations at the left"))
    #expect(picture.caption.joined(separator: " ").contains("2 descendants in 2 generations at the right"))
    // 3, 6 and 7; the relations from 3 and to 6.
    #expect(picture.caption.joined(separator: " ").contains("3 papers that are neither"))
    #expect(picture.caption.joined(separator: " ").contains("2 relations from or to them"))
  }

  @Test func generationsAreLimited() throws {
    let picture = try focused("p2", generations: 1, in: family())
    #expect(Set(picture.cards.map(\.id.rawValue)) == ["p1", "p2", "p4"])
    let caption = picture.caption.joined(separator: " ")
    #expect(caption.contains("3 papers that are neither, 2 more than 1 generation away"))
    #expect(picture.columns.map(\.label) == ["parents", "the paper", "children"])
  }

  @Test func aCycleIsDrawnOnce() throws {
    let picture = try focused("p0", in: corpus(3, [(0, 1), (1, 0), (1, 2)]))
    #expect(picture.cards.map(\.id.rawValue).sorted() == ["p0", "p1", "p2"])
    #expect(picture.caption.joined(separator: " ").contains("1 of the ancestors is also a descendant, by a cycle"))
  }

  @Test func aPaperAloneIsAPictureToo() throws {
    let picture = try focused("p7", in: family())
    #expect(picture.cards.map(\.id.rawValue) == ["p7"])
    #expect(picture.caption[0].hasPrefix("no ancestors · no descendants"))
    _ = try picture.drawn(as: .svg)
  }

  /// An external paper is shown when it is asked for, whatever becomes of the others.
  @Test func anExternalPaperIsShownWhenItIsAskedFor() throws {
    let bundled = try TestCorpora.bundled()
    let external = try #require(bundled.papers.first { $0.isExternal })
    for externals in PictureOptions.Externals.allCases {
      let picture = try focused(external.id.rawValue, in: bundled, externals: externals)
      #expect(picture.cards.contains { $0.id == external.id && $0.isFocus })
    }
  }

  @Test(arguments: [PictureOptions.Layout.timeline, .tree, .radial, .force, .generations])
  func everyLayoutMarksThePaper(layout: PictureOptions.Layout) throws {
    let picture = try focused("llama-2", in: TestCorpora.bundled(), layout: layout)
    #expect(picture.cards.filter(\.isFocus).map(\.id.rawValue) == ["llama-2"])
    let shown = Set(picture.cards.map(\.id.rawValue))
    #expect(shown.contains("llama") && shown.contains("code-llama") && !shown.contains("gorilla"))
    let svg = try elements(of: picture.drawn(as: .svg))
    let card = try #require(svg.first { $0["id"] == "paper-llama-2" })
    #expect(card["class"]?.split(separator: " ").contains("focus") == true)
  }

  @Test(arguments: 0..<12)
  func generationsNeverOverlap(seed: Int) throws {
    let corpus = try TestCorpora.random(paperCount: 20 + seed * 10, seed: UInt64(100 + seed))
    for paper in corpus.papers.prefix(6) {
      expectNoOverlap(try focused(paper.id.rawValue, in: corpus), "\(paper.id), seed \(seed)")
    }
  }

  /// Least squares under a least distance: apart enough, and no small allowed change makes the sum smaller.
  @Test func heightsAreAsNearAsTheOthersLetThem() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<200 {
      let count = Int.random(in: 1...9, using: &random)
      let wanted = (0..<count).map { _ in Double(Int.random(in: -40...40, using: &random)) }.sorted()
      let found = GenerationLayout.spread(wanted, pitch: 10)
      func cost(_ heights: [Double]) -> Double {
        zip(heights, wanted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      func isAllowed(_ heights: [Double]) -> Bool {
        zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 10 - 1e-9 }
      }
      #expect(isAllowed(found))
      for first in 0..<count {
        for last in first..<count {
          for step in [-0.01, 0.01] {
            var moved = found
            for index in first...last { moved[index] += step }
            if isAllowed(moved) { #expect(cost(moved) >= cost(found) - 1e-9) }
          }
        }
      }
    }
  }
}
