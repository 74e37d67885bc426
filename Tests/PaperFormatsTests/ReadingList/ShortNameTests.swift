import Testing

@testable import PaperFormats

struct ShortNameTests {
  @Test(arguments: [
    "RETRACTED: Graphs of papers", "Retracted article: graphs", "Correction: Graphs", "Correction to: Graphs",
    "Author Correction: Graphs", "editorial: graphs", "[Withdrawn]: Graphs", "Erratum：Graphs", "Book review: Graphs",
    "Reply: Graphs", "Preface: Graphs", "Introduction: Graphs", "Corrigendum to: Graphs", "Comment on: Graphs",
  ])
  func whatWasDoneToAWorkIsNotItsName(_ title: String) {
    #expect(ListPapers.shortName(title) == nil)
  }

  @Test(arguments: [
    ("LLaMA: Open Models", "LLaMA"), ("Correction Networks: Graphs", "Correction Networks"),
    ("ReviewBot: Graphs", "ReviewBot"), ("The Paper: Graphs", "The Paper"), ("甲：乙", "甲"),
  ])
  func aNameBeforeTheColonIsKept(_ title: String, _ name: String) {
    #expect(ListPapers.shortName(title) == name)
  }
}
