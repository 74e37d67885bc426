import Foundation
import PaperLineage
import Testing

struct PaperIdentifierTests {
  @Test(arguments: [
    "10.1145/3592979", "doi:10.1145/3592979", "DOI: 10.1145/3592979", "https://doi.org/10.1145/3592979",
    "http://dx.doi.org/10.1145/3592979", "https://www.doi.org/10.1145/3592979", "  doi.org/10.1145/3592979\n",
    "HTTPS://DOI.ORG/10.1145/3592979",
  ])
  func formsOfADOI(text: String) {
    #expect(PaperIdentifier(.doi, text)?.value == "10.1145/3592979")
  }

  @Test func aDOIKeepsWhatBelongsToItInLowerCase() {
    #expect(
      PaperIdentifier(.doi, "10.1002/(SICI)1097-0258(19980815)17:15")?.value == "10.1002/(sici)1097-0258(19980815)17:15"
    )
    #expect(PaperIdentifier(.doi, "10.1000/a/b")?.value == "10.1000/a/b")
  }

  @Test(arguments: ["", "10.1145", "10.1145/", "11.1145/3592979", "10.1145/35 92979", "doi:", "2307.09288", "llama"])
  func noDOI(text: String) {
    #expect(PaperIdentifier(.doi, text) == nil)
  }

  @Test(arguments: [
    "2307.09288", "2307.09288v2", "arXiv:2307.09288", "ARXIV: 2307.09288v12", "arxiv.org/abs/2307.09288",
    "https://arxiv.org/abs/2307.09288v1", "http://www.arxiv.org/pdf/2307.09288.pdf",
    "https://arxiv.org/pdf/2307.09288v2.pdf", "https://arxiv.org/pdf/2307.09288", "10.48550/arXiv.2307.09288",
    "https://doi.org/10.48550/ARXIV.2307.09288", "doi:10.48550/arxiv.2307.09288", " 2307.09288 ",
  ])
  func newFormsOfAnArXivID(text: String) {
    #expect(PaperIdentifier(.arxiv, text)?.value == "2307.09288")
  }

  @Test(arguments: [
    ("0704.0001", "0704.0001"), ("hep-th/9901001", "hep-th/9901001"), ("arXiv:hep-th/9901001v3", "hep-th/9901001"),
    ("https://arxiv.org/abs/math.GT/0309136", "math.gt/0309136"), ("cs/0309023", "cs/0309023"),
    ("https://arxiv.org/pdf/cs/0309023v1.pdf", "cs/0309023"),
  ])
  func oldFormsOfAnArXivID(text: String, value: String) {
    #expect(PaperIdentifier(.arxiv, text)?.value == value)
  }

  @Test(arguments: [
    "", "v2", "2307", "2307.", "2307.928", "2307.092888", "230.09288", "23070.9288", "2307.09288v", "2307.09288x2",
    "2307.09288.1", "hep-th/990100", "hep-th/99010011", "/9901001", "9/9901001", "-/9901001", "10.1145/3592979",
    "https://example.org/2307.09288", "２３０７.０９２８８", "2307.0928８", "llama",
  ])
  func noArXivID(text: String) {
    #expect(PaperIdentifier(.arxiv, text) == nil)
  }

  @Test(arguments: ["2307.0928\u{301}8", "2307.09288\u{20E3}", "hep-t\u{30C}q\u{301}/9901001", "q\u{301}/9901001"])
  func marksOnDigitsAndLettersAreNoPartOfAnArXivID(text: String) {
    #expect(PaperIdentifier(.arxiv, text) == nil)
  }

  @Test func aDOIFromArXivIsReadBothWays() {
    #expect(
      PaperIdentifier.readings(of: "https://doi.org/10.48550/arXiv.2307.09288").map(\.value)
        == ["10.48550/arxiv.2307.09288", "2307.09288"])
    #expect(PaperIdentifier.readings(of: "10.1145/3592979").map(\.scheme) == [.doi])
    #expect(PaperIdentifier.readings(of: "2307.09288").map(\.scheme) == [.arxiv])
    #expect(PaperIdentifier.readings(of: "llama") == [])
  }

  @Test(
    arguments: [
      (.doi, "10.1145/3592979", "https://doi.org/10.1145/3592979"),
      (.arxiv, "hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
    ] as [(PaperIdentifier.Scheme, String, String)])
  func theNormalFormIsFixedAndSoIsItsAddress(scheme: PaperIdentifier.Scheme, text: String, address: String) throws {
    let identifier = try #require(PaperIdentifier(scheme, text))
    #expect(PaperIdentifier(scheme, identifier.value) == identifier)
    #expect(identifier.address == address)
    #expect(PaperIdentifier(scheme, address) == identifier)
    #expect(try JSONDecoder().decode(PaperIdentifier.self, from: JSONEncoder().encode(identifier)) == identifier)
  }

  @Test func aReaderIsSentToWebAddressesOnly() {
    let identifiers = [PaperIdentifier(.arxiv, "2307.09288")].compactMap { $0 }
    func address(_ link: String?) -> String? {
      Paper(id: "a", title: "A", identifiers: identifiers, link: link).address
    }
    #expect(address("https://example.org/a") == "https://example.org/a")
    #expect(address("HTTP://example.org") == "HTTP://example.org")
    #expect(address("javascript:alert(1)") == "https://arxiv.org/abs/2307.09288")
    #expect(address("file:///etc/passwd") == "https://arxiv.org/abs/2307.09288")
    #expect(address(nil) == "https://arxiv.org/abs/2307.09288")
    #expect(Paper(id: "a", title: "A", link: "ftp://example.org").address == nil)
  }

  @Test func theIdentifierOfAScheme() {
    let identifiers = [PaperIdentifier(.arxiv, "2307.09288")].compactMap { $0 }
    let paper = Paper(id: "a", title: "A", identifiers: identifiers)
    #expect(paper.identifier(.arxiv) == "2307.09288")
    #expect(paper.identifier(.doi) == nil)
  }

  @Test(arguments: [
    ("llama-2", true), ("7b", true), ("a", true), ("", false), ("-a", false), ("Llama", false), ("a_b", false),
    ("a b", false), ("羊驼", false), ("é", false),
  ])
  func theFormOfAPapersID(text: String, isWellFormed: Bool) {
    #expect(PaperID(rawValue: text).isWellFormed == isWellFormed)
  }
}
