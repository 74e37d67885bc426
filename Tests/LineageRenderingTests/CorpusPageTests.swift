import Foundation
import PaperLineage
import Testing

@testable import LineageRendering

@Suite(.serialized) struct CorpusPageTests {
  /// The parts of a page that tests look at.
  private struct Parts {
    let policy: String
    let scripts: [String]
    let style: String
    let data: String

    init(_ page: Data) throws {
      let text = String(decoding: page, as: UTF8.self)
      policy = try String(#require(text.firstMatch(of: #/http-equiv="Content-Security-Policy" content="([^"]*)"/#)).1)
      scripts = text.matches(of: #/<script>((?s:.*?))<\/script>/#).map { String($0.1) }
      style = try String(#require(text.firstMatch(of: #/<style>((?s:.*?))<\/style>/#)).1)
      data = try String(#require(text.firstMatch(of: #/id="page-data">((?s:.*?))<\/script>/#)).1)
    }
  }

  private func hash(_ text: String) -> String {
    "'sha256-\(Data(SHA256.digest(of: text.utf8)).base64EncodedString())'"
  }

  /// A million letters are no name for a test case, so that a text is given by what it repeats.
  @Test(arguments: [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    ("a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func theHashIsTheStandardOne(text: String, count: Int, digest: String) {
    let bytes = String(repeating: text, count: count).utf8
    let hexadecimal = SHA256.digest(of: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(hexadecimal == digest)
  }

  @Test func thePolicyAllowsItsOwnPartsAndNothingElse() throws {
    let parts = try Parts(CorpusPage(TestCorpora.bundled()).html())
    #expect(parts.scripts.count == CorpusPage.scriptNames.count + 1)
    let allowed = parts.scripts.map(hash).joined(separator: " ")
    #expect(
      parts.policy == "default-src 'none'; script-src \(allowed); style-src \(hash(parts.style)); img-src data:; "
        + "base-uri 'none'; form-action 'none'")
    #expect(!parts.policy.contains("unsafe"))
  }

  /// Whatever the program does with values of the corpus, it does not make markup or code of them.
  @Test(arguments: CorpusPage.scriptNames)
  func theProgramMakesNoMarkupOfText(name: String) {
    let script = CorpusPage.part(name)
    for word in [
      "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "</script", "<!--",
      "http:",
    ] {
      // The one list of protocols that links may have.
      let text = name == "elements.js" ? script.replacing(#"["http:", "https:", "mailto:"]"#, with: "") : script
      #expect(!text.replacing("http://www.w3.org/2000/svg", with: "").contains(word), "\(word)")
    }
    #expect(script.hasPrefix("\"use strict\";\n"))
  }

  @Test func nothingInTheDataEndsItsElement() throws {
    let parts = try Parts(CorpusPage(TestCorpora.hostile()).html())
    #expect(!parts.data.contains { ["<", ">", "&", "\u{2028}", "\u{2029}"].contains($0) })
    let object = try #require(try JSONSerialization.jsonObject(with: Data(parts.data.utf8)) as? [String: Any])
    let papers = try #require(object["papers"] as? [[String: Any]])
    #expect(papers.count == 10)
    #expect(papers.contains { $0["name"] as? String == "</style><script>alert(1)</script>" })
    let addresses = papers.flatMap { $0["links"] as? [[String: Any]] ?? [] }.compactMap { $0["address"] as? String }
    #expect(!addresses.isEmpty && addresses.allSatisfy { $0.hasPrefix("https://") })
  }

  @Test func theDataHoldsWhatThePictureShows() throws {
    let corpus = try TestCorpora.bundled()
    let options = PictureOptions(kinds: [.updates, .extends])
    let picture = Picture(corpus, options: options)
    let model = PageModel(corpus, picture, options: options)
    #expect(Set(model.papers.map(\.id)) == Set(picture.cards.map(\.id)))
    #expect(model.lines.map(\.id) == picture.links.map(\.elementID))
    #expect(Set(model.relations.map(\.kind)) == ["updates", "extends"])
    let dates = model.papers.compactMap(\.date)
    #expect(zip(dates, dates.dropFirst()).allSatisfy { !PublicationDate.isInSortedOrder($1, $0) })
    for line in model.lines {
      #expect(!line.relations.isEmpty)
      for number in line.relations {
        #expect(model.relations[number].citing == line.citing && model.relations[number].cited == line.cited)
      }
    }
    #expect(
      model.labels["zh"]?["label-lane-0"] == ["基座"] && model.labels["en"]?["label-lane-0"] == ["Foundation models"])
    #expect(model.labels["en"]?.keys.sorted() == model.labels["zh"]?.keys.sorted())
  }

  @Test func aPageMayBeCalledOtherwise() throws {
    let text = String(decoding: try CorpusPage(TestCorpora.bundled(), title: "A <b> & {{data}}").html(), as: UTF8.self)
    #expect(text.contains("<title>A &lt;b&gt; &amp; {{data}}</title>"))
    #expect(!text.contains("Core AI papers of 2023"))
  }

  @Test func bothWaysToAPageGiveTheSame() throws {
    let corpus = try TestCorpora.bundled()
    #expect(try Picture(corpus).drawn(as: .html) == CorpusPage(corpus).html())
  }

  @Test func papersWithoutDatesTopicsAndRelationsHaveAPageToo() throws {
    let corpus = try Corpus(CorpusParts(papers: [Paper(id: PaperID(rawValue: "a"), title: "A")]))
    let parts = try Parts(CorpusPage(corpus).html())
    #expect(parts.data.contains("\"name\":\"A\"") && parts.data.contains("\"topics\":[]"))
    #expect(try !CorpusPage(Corpus(CorpusParts())).html().isEmpty)
  }

  @Test func linesHaveIDsOfTheirOwn() throws {
    // Two pairs that are “a-cites-b-cites-c” both, and one that is called as the second of them would be.
    let ids = ["a-cites-b", "c", "a", "b-cites-c", "b-cites-c-2"].map(PaperID.init(rawValue:))
    let papers = ids.enumerated().map { number, id in
      Paper(
        id: id, title: id.rawValue,
        versions: PublicationDate(year: 2020 - number).map { [PaperVersion(role: .listed, date: $0)] } ?? [])
    }
    let relations = [(0, 1), (2, 3), (2, 4)].map { Relation(citing: ids[$0], cited: ids[$1], kind: .cites) }
    let corpus = try Corpus(CorpusParts(dateChoice: .role(.listed), papers: papers, relations: relations))
    let picture = Picture(corpus)
    #expect(Set(picture.links.map(\.elementID)).count == 3)
    let svg = String(decoding: try picture.drawn(as: .svg), as: UTF8.self)
    for link in picture.links { #expect(svg.components(separatedBy: "id=\"\(link.elementID)\"").count == 2) }
    let drawn = Picture(corpus, options: PictureOptions())
    #expect(drawn.links.map(\.elementID) == picture.links.map(\.elementID))
    #expect(try !CorpusPage(corpus).html().isEmpty)
  }

  /// Words are changed without placing anything anew, and are those of a picture drawn up in that language.
  @Test(arguments: [PictureOptions.Layout.timeline, .generations, .tree], [false, true])
  func labelsAreThoseOfTheOtherLanguage(layout: PictureOptions.Layout, hasFocus: Bool) throws {
    guard hasFocus || layout != .generations else { return }
    let corpus = try TestCorpora.bundled()
    var options = PictureOptions(
      layout: layout, focus: hasFocus ? .init(on: PaperID(rawValue: "llama-2")) : nil)
    for (language, other) in [(Language.english, Language.chinese), (.chinese, .english)] {
      options.language = language
      let picture = try Picture(arranging: corpus, options: options)
      options.language = other
      let words = { (labels: [PictureLabel]) in
        Dictionary(uniqueKeysWithValues: labels.map { ($0.id, $0.lines.joined().filter { !$0.isWhitespace }) })
      }
      var (found, expected) = try (
        words(picture.labels(in: other)), words(Picture(arranging: corpus, options: options).labels())
      )
      // Pictures are as wide as their headings in their own language; a longer one is cut.
      let (title, whole) = (found.removeValue(forKey: "label-title"), expected.removeValue(forKey: "label-title"))
      #expect(try #require(whole).hasPrefix(#require(title).replacing("…", with: "")))
      #expect(found == expected)
      #expect(words(picture.labels(in: language)) == words(picture.labels()))
    }
  }

  /// Where the file would be too long for a reader of XML, the page is made all the same.
  @Test func thePageTakesTheDrawingWithoutWritingIt() throws {
    let corpus = try TestCorpora.field(paperCount: 120, seed: 4)
    let picture = Picture(corpus)
    #expect(PictureSVG(picture).lighting == .copies)
    let page = String(decoding: try picture.drawn(as: .html), as: UTF8.self)
    #expect(!page.contains("<use") && !page.contains("class=\"lit\""))
    #expect(page.components(separatedBy: "class=\"node paper").count == picture.cards.count + 1)
    #expect(page.components(separatedBy: "class=\"edge relation").count == picture.links.count + 1)
  }

  /// Drawn by us or by Graphviz, the parts of a line are told apart.
  @Test func arrowsAreNamed() throws {
    let corpus = try TestCorpora.bundled()
    for layout in [PictureOptions.Layout.timeline, .tree] {
      let picture = try Picture(arranging: corpus, options: PictureOptions(layout: layout))
      let svg = String(decoding: try picture.drawn(as: .svg), as: UTF8.self)
      #expect(svg.components(separatedBy: "class=\"arrow\"").count == picture.links.count + 1)
      #expect(!svg.contains("class=\"plate\""))
    }
  }

  @Test(arguments: [(PictureTheme.auto, "auto"), (.dark, "dark"), (.paper, "light")])
  func thePageOpensInItsTheme(theme: PictureTheme, word: String) throws {
    let corpus = try TestCorpora.bundled()
    let page = try CorpusPage(corpus, theme: theme).html()
    #expect(
      String(decoding: page, as: UTF8.self).hasPrefix("<!DOCTYPE html>\n<html lang=\"en\" data-theme=\"\(word)\">"))
    #expect(try Picture(corpus).drawn(as: .html, theme: theme) == page)
  }

  /// Each word of the page is used by it, and each is there in both languages.
  @Test func noWordIsDead() throws {
    let words = CorpusPage.part("words.js")
    let program = (CorpusPage.scriptNames.filter { $0 != "words.js" } + ["page.html"]).map(CorpusPage.part)
      .joined(separator: "\n")
    let keys = words.matches(of: #/\n    (\w+):/#).map { String($0.1) }
    #expect(keys.count > 100)
    for key in Set(keys) {
      #expect(keys.count { $0 == key } == 2, "\(key)")
      #expect(
        program.contains("\"\(key)\"") || words.contains("say(\"\(key)\""), "\(key)")
    }
  }
}
